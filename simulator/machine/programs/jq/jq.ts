import { textOf } from '../../../values/bytes.ts'
import { readFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { bytesFrom } from '../bytes.ts'
import { readAll, textOfContent } from '../operands.ts'
import { readOptions } from '../options.ts'
import { notSimulated, program } from '../program.ts'
import { readFilter } from './filter.ts'
import { FilterError, type Json } from './json.ts'

/** `jq`: reads and changes JSON. */
export const jq = program({
  names: ['jq'],
  summary: 'Reads JSON by a filter.',
  exact:
    'Paths, `[]`, lists and objects, `|`, `,`, `//`, comparisons, `and`, `or`, `+`, `-`; select, map, has, keys, length, type, add, join, split, sort, unique, reverse, contains, to_entries, tostring, tonumber; -r, -c, -e, -n, -s, -j, -S, --arg.',
  missing:
    'Assignments, variables in a filter, conditions, regular expressions, texts with values in them, and the other functions: they fail and say so.',
  run: (process) => {
    const { words, variables } = takeArguments(process.arguments.slice(1))
    const options = readOptions(
      process,
      'gnu',
      {
        short: 'rcensjSCMaV',
        long: {
          'raw-output': 'r',
          'compact-output': 'c',
          'exit-status': 'e',
          'null-input': 'n',
          slurp: 's',
          'join-output': 'j',
          'sort-keys': 'S',
          'monochrome-output': 'M',
          'color-output': 'C',
          'ascii-output': 'a',
          version: 'V',
          tab: 'tab',
          indent: 'indent:',
        },
        status: 2,
        advice: 'Use jq --help for help with command-line options',
      },
      words.map((word) => (word === '--version' ? '-V' : word)),
    )
    if (options.has('V')) {
      process.output.write('jq-1.6\n')
      return 0
    }
    const [filterText = '.', ...files] = options.operands
    try {
      const filter = readFilter(filterText, variables)
      const inputs = options.has('n') ? [null] : inputsOf(process, files)
      if (inputs === undefined) return 2
      const found = (options.has('s') ? [inputs] : inputs).flatMap(filter)
      for (const value of found) process.output.write(textFor(value, options))
      if (!options.has('e')) return 0
      const last = found.at(-1)
      return last === undefined ? 4 : last === null || last === false ? 1 : 0
    } catch (thrown) {
      if (!(thrown instanceof FilterError)) throw thrown
      if (thrown.isUnknown) return notSimulated(process, `jq: ${thrown.message}`, 3)
      const isSyntax = /syntax error|is not defined/.test(thrown.message)
      process.errors.write(
        isSyntax
          ? `jq: error: ${thrown.message} at <top-level>, line 1:\n${filterText}\njq: 1 compile error\n`
          : `jq: error (at <stdin>:1): ${thrown.message}\n`,
      )
      return isSyntax ? 3 : 5
    }
  },
})

/** `--arg name text` and `--argjson name json` take two words each. */
function takeArguments(words: readonly string[]): {
  readonly words: readonly string[]
  readonly variables: ReadonlyMap<string, Json>
} {
  const rest: string[] = []
  const variables = new Map<string, Json>()
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--arg' || word === '--argjson') {
      const [name = '', text = ''] = words.slice(at + 1, at + 3)
      variables.set(name, word === '--arg' ? text : (parse(text) ?? null))
      at += 2
    } else rest.push(word)
  }
  return { words: rest, variables }
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** All values in the files or the input, one after another; undefined after an error. */
function inputsOf(process: Process, files: readonly string[]): readonly Json[] | undefined {
  const texts: string[] = []
  if (files.length === 0) {
    const text = textOfContent(process, readAll(process, process.input), '-')
    if (text === undefined) return undefined
    texts.push(textOf(bytesFrom(text)))
  }
  for (const name of files) {
    const content = readFile(process, name)
    if (content.errno !== undefined) {
      process.errors.write(`jq: error: Could not open file ${name}: No such file or directory\n`)
      return undefined
    }
    if (content.value.kind === 'sized') {
      textOfContent(process, content.value, name)
      return undefined
    }
    texts.push(textOf(content.value.bytes))
  }
  const values: Json[] = []
  for (const text of texts) if (!readValues(process, text, values)) return undefined
  return values
}

function readValues(process: Process, text: string, values: Json[]): boolean {
  process.machine.budget.spend(1 + (text.length >> 4))
  if (text.trim() === '') return true
  const whole = parse(text)
  if (whole !== undefined) {
    values.push(whole)
    return true
  }
  for (const piece of piecesOf(text)) {
    const value = parse(piece)
    if (value === undefined) {
      process.errors.write('parse error: Invalid numeric literal at line 1, column 1\n')
      return false
    }
    values.push(value)
  }
  return true
}

/** Values that stand one after another: parted by blanks that are in no text, list or object. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = []
  let depth = 0
  let piece = ''
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|\s+|[^\s"]/gs)) {
    if (token === '{' || token === '[') depth++
    if (token === '}' || token === ']') depth--
    if (depth === 0 && token.trim() === '') {
      if (piece !== '') pieces.push(piece)
      piece = ''
    } else piece += token
  }
  return piece === '' ? pieces : [...pieces, piece]
}

function textFor(value: Json, options: ReturnType<typeof readOptions>): string {
  const end = options.has('j') ? '' : '\n'
  if (typeof value === 'string' && (options.has('r') || options.has('j'))) return `${value}${end}`
  const indent = options.has('c') ? undefined : options.has('tab') ? '\t' : Number(options.value('indent') ?? 2)
  return `${JSON.stringify(options.has('S') ? sorted(value) : value, undefined, indent)}${end}`
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  )
}
