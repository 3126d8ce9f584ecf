import { readTextFile } from '../files.ts'
import { noInput } from '../pipe.ts'
import type { Process } from '../process.ts'
import { byteTextOf, wordFrom } from './bytes.ts'
import { launch } from './launch.ts'
import { why } from './libc.ts'
import { readAll, textOfContent } from './operands.ts'
import { readOptions, wrongUsage } from './options.ts'
import { end, type Flavour, fail, printError, program } from './program.ts'
import { quoteIfNeeded } from './quote.ts'

/** Longest command line by default, as both count it. */
const longestLine = 131072

/** `xargs`: runs a program with words from its input. */
export const xargs = program({
  names: ['xargs'],
  summary: 'Runs a command with words read from its input.',
  exact: 'Words, quotes, -0, -d, -n, -L, -I, -s, -t, -r, -a; programs of -P run one after another.',
  missing: 'Asking before each command (-p, -o).',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: '0a:d:E:e::i::I:L:l::n:opP:rs:tx',
      long: {
        null: '0',
        'arg-file': 'a:',
        delimiter: 'd:',
        eof: 'e?',
        replace: 'i?',
        'max-lines': 'l?',
        'max-args': 'n:',
        interactive: 'p',
        'max-procs': 'P:',
        'no-run-if-empty': 'r',
        'max-chars': 's:',
        verbose: 't',
        exit: 'x',
        'show-limits': 'limits',
      },
      gnuOnly: 'dLl',
      first: true,
      usage: flavour === 'gnu' ? '[OPTION]... COMMAND [INITIAL-ARGS]...' : '[OPTIONS] [PROG ARGS]',
    })
    const command = options.operands.length > 0 ? options.operands : ['echo']
    const replaced = options.has('I') ? options.value('I') : options.has('i') ? options.value('i') || '{}' : undefined
    const wrong = (message: string): never =>
      flavour === 'gnu' ? wrongUsage(process, flavour, { short: '' }, message) : fail(process, message)
    const limit = (key: string): number | undefined => {
      const text = options.value(key)
      if (text === undefined) return undefined
      if (!/^\d+$/.test(text))
        return wrong(flavour === 'gnu' ? `invalid number "${text}" for -${key} option` : `invalid number '${text}'`)
      if (Number(text) < 1)
        return wrong(
          flavour === 'gnu'
            ? `value ${text} for -${key} option should be >= 1`
            : `number ${text} is not in 1..2147483647 range`,
        )
      return Number(text)
    }
    const most = limit('n')
    const mostLines = options.has('L') ? limit('L') : options.has('l') ? Number(options.value('l') || 1) : undefined
    const longest = limit('s') ?? longestLine
    const text = inputText(process, options.value('a'))
    const separator = options.has('0') ? '\0' : options.has('d') ? delimiterOf(options.value('d') ?? '') : undefined
    const items =
      separator !== undefined
        ? byDelimiter(text, separator)
        : replaced !== undefined
          ? wholeLines(text)
          : splitWords(process, flavour, text, options.value('E') ?? (options.value('e') || undefined))
    const groups =
      replaced !== undefined
        ? items.map((item) => command.map((word) => word.replaceAll(replaced, wordFrom(item.text))))
        : batches(items, command, { most, mostLines, longest, skipsEmpty: options.has('r'), flavour })
    let status = 0
    for (const words of groups) {
      if (options.has('t'))
        process.errors.write(`${words.map((word) => (flavour === 'gnu' ? quoteIfNeeded(word) : word)).join(' ')}\n`)
      const ended = launch(process, flavour, { arguments: words, input: noInput })
      if (ended === 126 || ended === 127) return ended
      if (ended === 255) {
        printError(process, `${words[0] ?? ''}: exited with status 255; aborting`)
        return 124
      }
      if (ended > 128 && process.machine.lastSignal !== undefined) {
        printError(
          process,
          flavour === 'gnu'
            ? `${words[0] ?? ''}: terminated by signal ${ended - 128}`
            : `'${words[0] ?? ''}' terminated by signal ${ended - 128}`,
        )
        return 125
      }
      if (ended !== 0) status = 123
    }
    return status
  },
})

function inputText(process: Process, file: string | undefined): string {
  if (file !== undefined && file !== '-') {
    const read = readTextFile(process, file)
    if (read.errno !== undefined)
      return fail(process, `Cannot open input file ‘${file}’: ${why(process, read.errno)}`.replace(/[‘’]/g, "'"))
    return byteTextOf(read.value)
  }
  return textOfContent(process, readAll(process, process.input), '-') ?? end(1)
}

interface Item {
  readonly text: string
  /** Lines of input before it. */
  readonly line: number
}

function delimiterOf(text: string): string {
  const known: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\0': '\0', '\\r': '\r' }
  return known[text] ?? text
}

function byDelimiter(text: string, separator: string): readonly Item[] {
  if (text === '') return []
  const whole = text.endsWith(separator) ? text.slice(0, -separator.length) : text
  return whole.split(separator).map((part, line) => ({ text: part, line }))
}

/** With -I each line is one word; blanks before it and empty lines do not count, quotes do. */
function wholeLines(text: string): readonly Item[] {
  return text.split('\n').flatMap((line, at) => {
    const trimmed = line.replace(/^[ \t]+/, '')
    return trimmed === ''
      ? []
      : [
          {
            text: trimmed.replace(
              /\\(.)|'([^']*)'|"([^"]*)"/g,
              (_, escaped: string, single: string, double: string) => escaped ?? single ?? double,
            ),
            line: at,
          },
        ]
  })
}

function splitWords(process: Process, flavour: Flavour, text: string, eof: string | undefined): readonly Item[] {
  const items: Item[] = []
  let word = ''
  let hasWord = false
  let quoteSign = ''
  let line = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (quoteSign !== '') {
      if (sign === quoteSign) quoteSign = ''
      else if (sign === '\n') return unmatched(process, flavour, quoteSign)
      else word += sign
    } else if (sign === "'" || sign === '"') {
      quoteSign = sign
      hasWord = true
    } else if (sign === '\\' && at + 1 < text.length) {
      word += text[++at]
      hasWord = true
    } else if (/[ \t\n\v\f\r]/.test(sign)) {
      if (hasWord) items.push({ text: word, line })
      // A blank at the end of a line joins the next one to it.
      if (sign === '\n' && !/[ \t]/.test(text[at - 1] ?? '')) line++
      word = ''
      hasWord = false
    } else {
      word += sign
      hasWord = true
    }
  }
  if (quoteSign !== '') return unmatched(process, flavour, quoteSign)
  if (hasWord) items.push({ text: word, line })
  const stop = eof === undefined ? -1 : items.findIndex((item) => item.text === eof)
  return stop === -1 ? items : items.slice(0, stop)
}

function unmatched(process: Process, flavour: Flavour, sign: string): never {
  const name = sign === '"' ? 'double' : 'single'
  return fail(
    process,
    flavour === 'gnu'
      ? `unmatched ${name} quote; by default quotes are special to xargs unless you use the -0 option`
      : `unmatched ${name} quote`,
  )
}

interface Limits {
  readonly most: number | undefined
  readonly mostLines: number | undefined
  readonly longest: number
  readonly skipsEmpty: boolean
  readonly flavour: Flavour
}

function batches(items: readonly Item[], command: readonly string[], limits: Limits): readonly (readonly string[])[] {
  if (items.length === 0) return limits.skipsEmpty ? [] : [command]
  const groups: string[][] = []
  const lengthOf = (words: readonly string[]): number => words.reduce((length, word) => length + word.length + 1, 0)
  const base = lengthOf(command)
  let group: string[] = []
  let length = base
  let firstLine = 0
  const close = (): void => {
    if (group.length > 0) groups.push([...command, ...group])
    group = []
    length = base
  }
  for (const item of items) {
    const isFull =
      (limits.most !== undefined && group.length >= limits.most) ||
      (limits.mostLines !== undefined && item.line - firstLine >= limits.mostLines) ||
      length + item.text.length + 1 > limits.longest
    if (group.length > 0 && isFull) close()
    if (group.length === 0) firstLine = item.line
    group.push(wordFrom(item.text))
    length += item.text.length + 1
  }
  close()
  return groups
}
