import { realContent } from '../../filesystem/content.ts'
import { BudgetExceeded } from '../../values/budget.ts'
import { bytesOf } from '../../values/bytes.ts'
import { readOptions } from './options.ts'
import { end, program } from './program.ts'

/** `true`: does nothing, and succeeds. */
export const trueProgram = program({ names: ['true'], summary: 'Succeeds.', run: () => 0 })

/** `false`: does nothing, and fails. */
export const falseProgram = program({ names: ['false'], summary: 'Fails with status 1.', run: () => 1 })

/** `:`-like programs that have an effect only on a terminal. */
export const clear = program({
  names: ['clear', 'reset'],
  summary: 'Does nothing: a build has no terminal.',
  run: () => 0,
})

/** `yes`: a line again and again, until nobody reads. */
export const yes = program({
  names: ['yes'],
  summary: 'Prints a line until nobody reads any more.',
  run: (process, flavour) => {
    const words = flavour === 'gnu' ? readOptions(process, flavour, { short: '' }).operands : process.arguments.slice(1)
    const line = `${words.length > 0 ? words.join(' ') : 'y'}\n`
    const block = realContent(bytesOf(line.repeat(Math.max(1, Math.floor(8192 / line.length)))))
    let blocks = 0
    while (process.output.write(block)) {
      process.machine.budget.spend(4)
      // A file would grow until the disk is full.
      if (++blocks > 1 << 19) throw new BudgetExceeded('yes that is written without end')
    }
    return end(141)
  },
})
