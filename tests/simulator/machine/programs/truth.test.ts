import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Case, comparable, folder, read, replay } from './replay.ts'

const families = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('accounts-of'))

describe.each(families)('%s', (family) => {
  const cases: readonly Case[] = read(family.replace('.json', ''))
  for (const judge of ['busybox', 'gnu'] as const)
    for (const each of cases) {
      const expected = each[judge]
      if (expected !== undefined)
        it(`${judge}: ${each.run}`, () => expect(comparable(replay(judge, each))).toEqual(comparable(expected)))
    }
})
