import { tool } from '../packages/console.ts'
import { findProgram } from '../run.ts'
import { startByCard } from './start.ts'

/** A program that is not simulated, but that an author has described by a behaviour card. */
export const described = tool({
  names: ['described'],
  summary: 'A program that is described by a behaviour card beside it or in the project.',
  modelled: 'All of it: what the card says it needs, prints, writes, listens to and answers.',
  missing: 'What the card does not say.',
  run: (process) => {
    const [name = ''] = process.arguments
    return startByCard(process, findProgram(process, name).value ?? name) ?? 127
  },
})
