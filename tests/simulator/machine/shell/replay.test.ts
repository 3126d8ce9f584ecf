import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Outcome, runSnippet } from './replay.ts'

/*
 * What dash, busybox ash and bash did with each snippet of tests/truth/shell, against what ours do. Recorded by tools/record-shell.ts.
 */
const folder = join(import.meta.dirname, '../../../truth/shell')
const shells = ['dash', 'ash', 'bash'] as const

type Recorded = { readonly script: string } & { readonly [shell in (typeof shells)[number]]?: Outcome }

/** Snippets in which ours differ, with what is different. Kept so that it is known. */
const different: ReadonlyMap<string, string> = new Map(
  readFileSync(join(folder, 'different.txt'), 'utf8')
    .split(/^%%\n/m)
    .map((entry): [string, string] => {
      const [heading = '', ...script] = entry.split('\n')
      const [shell = '', ...reason] = heading.split(': ')
      return [`${shell}: ${script.join('\n').trimEnd()}`, reason.join(': ')]
    }),
)

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const recorded: readonly Recorded[] = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  for (const shell of shells) {
    if (recorded.every((one) => one[shell] === undefined)) continue
    describe(`${shell}, ${file.replace('.json', '')}`, () => {
      for (const { script, [shell]: outcome } of recorded) {
        if (outcome === undefined) continue
        const isDifferent = different.has(`${shell}: ${script.trimEnd()}`)
        it.skipIf(isDifferent)(script.trimEnd(), () => expect(runSnippet(shell, script)).toEqual(outcome))
      }
    })
  }
}
