import type { FlagValues } from './flags.ts'
import { parseHeredocWord } from './heredoc.ts'
import type { CopyInstruction, Fault, Heredoc, Instruction, InstructionCommon, Word } from './instruction.ts'
import {
  flagSwitch,
  flagsOf,
  flagWord,
  flagWords,
  isFault,
  listOf,
  type Statement,
  wordAt,
  wrong,
} from './statement.ts'
import type { Piece } from './words.ts'

/** Reads COPY and ADD: sources, here-documents among them, and the destination. */
export function readCopy(
  statement: Statement,
  common: InstructionCommon,
  kind: 'COPY' | 'ADD',
  heredocs: readonly Heredoc[],
): Instruction | Fault {
  const items = listOf(statement)
  if (isFault(items)) return items
  const destination = items.at(-1)
  if (destination === undefined || items.length < 2) {
    const message = `${kind} requires at least two arguments, but only one was provided. Destination could not be determined`
    return wrong(statement, 'MissingDestination', message)
  }
  const flags = flagsOf(statement)
  if (isFault(flags)) return flags
  if (parseHeredocWord(destination.text) !== undefined)
    return wrong(statement, 'HeredocDestination', `${kind} cannot accept a heredoc as a destination`, destination)
  return {
    ...common,
    kind,
    ...sourcesOf(statement, items.slice(0, -1), heredocs),
    destination: wordAt(statement.line, destination),
    ...copyFlags(statement, flags),
  }
}

function sourcesOf(
  { line }: Statement,
  items: readonly Piece[],
  heredocs: readonly Heredoc[],
): Pick<CopyInstruction, 'sources' | 'heredocs'> {
  const sources: Word[] = []
  const documents: Heredoc[] = []
  for (const item of items) {
    const start = item.text.includes('<<') ? parseHeredocWord(item.text) : undefined
    const word = wordAt(line, item)
    if (start === undefined) sources.push(word)
    else {
      // Of two here-documents with one name the builder takes the later body for both.
      const found = heredocs.findLast((heredoc) => heredoc.name === start.name)
      const end = { from: word.range.to, to: word.range.to }
      documents.push({ ...start, body: found?.body ?? '', range: word.range, bodyRange: found?.bodyRange ?? end })
    }
  }
  return { sources, heredocs: documents }
}

type CopyFlags = Omit<CopyInstruction, keyof InstructionCommon | 'kind' | 'sources' | 'heredocs' | 'destination'>

const noCopyFlags: CopyFlags = { link: false, parents: false, exclude: [] }

function copyFlags(statement: Statement, flags: FlagValues): CopyFlags {
  if (flags.size === 0) return noCopyFlags
  const from = flagWord(statement, flags, 'from')
  const chown = flagWord(statement, flags, 'chown')
  const chmod = flagWord(statement, flags, 'chmod')
  const checksum = flagWord(statement, flags, 'checksum')
  const keepGitDir = flagSwitch(flags, 'keep-git-dir')
  const unpack = flagSwitch(flags, 'unpack')
  return {
    link: flagSwitch(flags, 'link') ?? false,
    parents: flagSwitch(flags, 'parents') ?? false,
    exclude: flagWords(statement, flags, 'exclude'),
    ...(from === undefined ? {} : { from }),
    ...(chown === undefined ? {} : { chown }),
    ...(chmod === undefined ? {} : { chmod }),
    ...(checksum === undefined ? {} : { checksum }),
    ...(keepGitDir === undefined ? {} : { keepGitDir }),
    ...(unpack === undefined ? {} : { unpack }),
  }
}
