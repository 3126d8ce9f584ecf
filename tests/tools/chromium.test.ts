import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { firstThatStarts } from '../../tools/chromium.mjs'

const folder = mkdtempSync(join(tmpdir(), 'layerwise-chromium-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A program of this name that runs a line of shell. */
function program(name: string, line: string): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${line}\n`)
  chmodSync(path, 0o755)
  return path
}

const sound = program('sound', 'echo Chromium 1')
const broken = program('broken', "echo '.: cannot open /etc/chromium.d/*: No such file' >&2; exit 2")

describe.skipIf(process.platform === 'win32')('of several Chromiums', () => {
  it('the first is taken', () => expect(firstThatStarts([sound, broken])).toEqual({ started: sound, failures: [] }))
  it('one that does not start is passed over', () => expect(firstThatStarts([broken, sound]).started).toBe(sound))
  it('it is said why, and what can be done', () =>
    expect(firstThatStarts([broken]).failures).toEqual([
      expect.stringMatching(/does not start: .*an empty one will do/),
    ]))
  it('none may be there', () => expect(firstThatStarts([])).toEqual({ started: undefined, failures: [] }))
})
