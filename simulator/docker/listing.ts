import type { Process } from '../machine/process.ts'
import { readTemplate } from './template/run.ts'
import { TemplateError } from './template/syntax.ts'
import { jsonText, printed, type Struct, type Value } from './template/values.ts'
import { tableText } from './texts.ts'

/** A list that docker prints: as its own table, or by a template. */
export interface Listing {
  /** Go's name of what a row is, for messages. */
  readonly type: string
  /** What stands above a field in a table. */
  readonly heads: Readonly<Record<string, string>>
  /** The fields of its own table, in their order. */
  readonly columns: readonly string[]
  readonly rows: readonly Struct[]
  /** What docker says before what is wrong with a template. */
  readonly complaint?: string
}

/** Prints a list as `--format` asks; gives the exit status. Source: docker/cli, cli/command/formatter. */
export function printListing(process: Process, listing: Listing, format = 'table'): number {
  const { rows, columns, heads, type, complaint } = listing
  if (format === 'table' || format === '') {
    const head = columns.map((name) => heads[name] ?? name)
    process.output.write(tableText([head, ...rows.map((row) => columns.map((name) => printed(row[name] ?? '')))]))
    return 0
  }
  if (format === 'json') {
    for (const row of rows) process.output.write(`${jsonText(alphabetical(row))}\n`)
    return 0
  }
  const isTable = format.startsWith('table')
  const text = (isTable ? format.slice('table'.length).trim() : format).replaceAll('\\t', '\t').replaceAll('\\n', '\n')
  const act = (show: Show): void => {
    const lines = rows.map((row) => show(alphabetical(row), { type }))
    if (!isTable) process.output.write(lines.map((line) => `${line}\n`).join(''))
    else {
      const head = show(new Map(Object.entries(heads)), { type, namesMissing: true })
      process.output.write(tableText([head, ...lines].map((line) => line.split('\t'))))
    }
  }
  return withTemplate(process, text, act, complaint)
}

type Show = ReturnType<typeof readTemplate>

/** Reads a template and does something with it; says in docker's words what is wrong with it, and gives the exit status. */
export function withTemplate(
  process: Process,
  text: string,
  act: (show: Show) => void,
  before = 'template parsing error',
): number {
  try {
    act(readTemplate(text))
    return 0
  } catch (thrown) {
    if (!(thrown instanceof TemplateError)) throw thrown
    process.errors.write(`${before}: ${thrown.message}\n`)
    return 1
  }
}

function alphabetical(row: Struct): Struct {
  const entries: [string, Value][] = Object.entries(row)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
