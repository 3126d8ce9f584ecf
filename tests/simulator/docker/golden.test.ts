import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readTranscript, writeTranscript } from '../../../tools/docker/transcript.ts'
import { replay } from './replay.ts'

/*
 * Transcripts of a terminal: those whose head says `recorded` are what a real docker printed (tools/record-docker.ts), the others are ours and
 * are written anew with `GOLDEN=write`. What is another each time is taken out by the rules of tools/docker/normal.ts.
 */
const paths = globSync('tests/golden/docker/**/*.txt').sort()

describe('a terminal prints what is written in tests/golden/docker', () => {
  for (const path of paths)
    it(path.slice('tests/golden/docker/'.length, -'.txt'.length), () => {
      const text = readFileSync(path, 'utf8')
      const transcript = readTranscript(text)
      const got = writeTranscript(transcript, replay(transcript))
      if (process.env.GOLDEN === 'write' && transcript.head[0]?.startsWith('ours') === true) writeFileSync(path, got)
      else expect(got).toBe(text)
    })
})

it('holds at least 120 of them, most recorded from a real docker', () => {
  expect(paths.length).toBeGreaterThanOrEqual(120)
  const recorded = paths.filter((path) => readFileSync(path, 'utf8').startsWith('# recorded'))
  expect(recorded.length).toBeGreaterThan(paths.length / 2)
})
