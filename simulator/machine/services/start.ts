import { baseName } from '../../values/path.ts'
import { readTextFile } from '../files.ts'
import type { Process } from '../process.ts'
import { type Card, cardInComment, cardOf, readCard } from './card.ts'
import { runCard } from './card-service.ts'

/** Reads a language's sources: what a program does, when all of it is understood. */
export type Recogniser = (source: string, process: Process, path: string) => Card | undefined

/**
 * Starts a program that is not executed, by its behaviour card: the one in its first comment, beside it, that of the project, or what a
 * recogniser makes of its source. Undefined when there is none; a card that cannot be read ends it with 1 and says why.
 */
export function startByCard(process: Process, path: string, recognise?: Recogniser): number | undefined {
  const source = readTextFile(process, path).value ?? ''
  const yaml = cardInComment(source) ?? cardBeside(process, path)
  if (yaml !== undefined) {
    const read = readCard(yaml)
    if (read.kind === 'read') return runNoted(process, read.card, source, path)
    process.errors.write(`${path}: its behaviour card cannot be read: ${read.message}\n`)
    return 1
  }
  const card = recognise?.(source, process, path)
  return card === undefined ? undefined : runNoted(process, card, source, path)
}

/** Starts a built program by the card that its maker put into it. */
export function startBuilt(process: Process, path: string, built: unknown): number | undefined {
  const yaml = cardBeside(process, path)
  const read = yaml === undefined ? (built === undefined ? undefined : cardOf(built)) : readCard(yaml)
  if (read === undefined) return undefined
  if (read.kind === 'read') return runNoted(process, read.card, '', path)
  process.errors.write(`${path}: its behaviour card cannot be read: ${read.message}\n`)
  return 1
}

function runNoted(process: Process, card: Card, source: string, path: string): number {
  process.machine.note({
    kind: 'modelled',
    message: `What ${baseName(path)} does is not executed: it follows its behaviour card, or what is recognised in its source.`,
  })
  return runCard(process, card, source)
}

function cardBeside(process: Process, path: string): string | undefined {
  const beside = readTextFile(process, `${path}.card.yaml`)
  return beside.errno === undefined ? beside.value : process.machine.cards?.get(baseName(path))
}
