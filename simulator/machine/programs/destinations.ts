import { isDirectory, stat } from '../files.ts'
import type { Process } from '../process.ts'
import { why } from './libc.ts'
import { type Options, type OptionTable, wrongUsage } from './options.ts'
import { within } from './place.ts'
import { fail } from './program.ts'
import { quote } from './quote.ts'

/** What is copied, moved or linked, and where to. */
export type Pair = readonly [from: string, to: string]

/**
 * The operands of GNU's cp and mv as pairs: into a directory (`-t`, or the last one) under the name that `nameIn` gives, or one onto the other.
 * Ends the program where they do not fit. Source: GNU coreutils manual, "Target directory".
 */
export function pairsAsGnu(
  process: Process,
  options: Options,
  table: OptionTable,
  nameIn: (from: string) => string,
): readonly Pair[] {
  const { operands } = options
  const into = options.value('t')
  const [first, second, third] = operands
  if (first === undefined) wrongUsage(process, 'gnu', table, 'missing file operand')
  if (into !== undefined) {
    if (!isDirectory(process, into)) notDirectory(process, into, 'target directory')
    return pairsInto(into, operands, nameIn)
  }
  if (second === undefined) wrongUsage(process, 'gnu', table, `missing destination file operand after ${quote(first)}`)
  if (options.has('T')) {
    if (third !== undefined) wrongUsage(process, 'gnu', table, `extra operand ${quote(third)}`)
    return [[first, second]]
  }
  const last = operands.at(-1) ?? ''
  if (isDirectory(process, last)) return pairsInto(last, operands.slice(0, -1), nameIn)
  if (third !== undefined) notDirectory(process, last, 'target')
  return [[first, second]]
}

/** Each source, and its place in a directory. */
export function pairsInto(
  directory: string,
  sources: readonly string[],
  nameIn: (from: string) => string,
): readonly Pair[] {
  return sources.map((from) => [from, within(directory, nameIn(from))])
}

/** Ends a program of GNU that needs a directory where there is none. */
export function notDirectory(process: Process, path: string, what: string): never {
  return fail(process, `${what} ${quote(path)}: ${why(process, stat(process, path).errno ?? 'ENOTDIR')}`)
}
