import { describe, expect, it } from 'vitest'
import { runIn } from '../programs/run.ts'

/* Scripts of which only the size is known: `big #1000` in the notation of trees. They never seem to succeed. */

describe('a script of which only the size is known', () => {
  it.each([
    ['given to a shell', 'sh big'],
    ['given to a shell with options', 'sh -eux ./big'],
    ['on standard input', 'sh < big'],
    ['from a pipe', 'cat big | sh'],
    ['sourced', '. ./big'],
  ])('fails when it is %s', (_, command) => expect(runIn('big #1000', command).printed).toContain('status 126'))
  it('is told', () => expect(runIn('big #1000', 'sh big').machine.notes[0]?.message).toContain('big'))
})
