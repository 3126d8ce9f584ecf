import type { Content } from '../../filesystem/content.ts'
import { joinContents, sliceContent } from '../../filesystem/pieces.ts'
import { readFile, stat } from '../files.ts'
import type { Life } from '../life.ts'
import type { Input, Process } from '../process.ts'
import { waitAlive } from '../waiting.ts'
import { parseCount } from './count.ts'
import { why } from './libc.ts'
import { blockOutput, readLines } from './lines.ts'
import { openOperand, print, readAll, send, textOfContent } from './operands.ts'
import { type Options, type OptionTable, readOptions } from './options.ts'
import { type Flavour, fail, notSimulated, printError, program } from './program.ts'
import { quote } from './quote.ts'

const table: OptionTable = {
  short: 'n:c:qvzfF',
  long: {
    lines: 'n:',
    bytes: 'c:',
    quiet: 'q',
    silent: 'q',
    verbose: 'v',
    'zero-terminated': 'z',
    follow: 'f?',
    retry: 'r',
    pid: 'pid:',
    'sleep-interval': 's:',
  },
}

/** How much of each file is asked for. */
interface Amount {
  readonly of: 'lines' | 'bytes'
  readonly sign: string
  readonly count: number
}

/** `head`: the first lines or bytes. Sized content stays sized when bytes are counted. */
export const head = program({
  names: ['head'],
  summary: 'Prints the beginning of files.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, table, withPlainCounts(process))
    const amount = amountOf(process, flavour, options)
    const separator = options.has('z') ? '\0' : '\n'
    return eachFile(process, flavour, options, (input, name) => {
      if (amount.of === 'bytes') return headBytes(process, input, amount)
      return headLines(process, input, name, amount, separator)
    })
  },
})

/** `tail`: the last lines or bytes. */
export const tail = program({
  names: ['tail'],
  summary: 'Prints the end of files.',
  missing:
    'Following a file that grows (-f) in a build: nothing else would let it grow, so it would never end. In a container it follows.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, table, withPlainCounts(process))
    const follows = options.has('f') || options.has('F')
    const { life } = process.machine
    if (follows && life === undefined) notSimulated(process, 'tail -f waits without end')
    const amount = amountOf(process, flavour, options)
    const separator = options.has('z') ? '\0' : '\n'
    const status = eachFile(process, flavour, options, (input, name) => {
      const content = readAll(process, input)
      if (amount.of === 'bytes') {
        const from = amount.sign === '+' ? amount.count - 1 : content.size - amount.count
        const piece = sliceContent(content, Math.max(0, from))
        if (piece.size > 0) send(process.output, piece)
        return true
      }
      const text = textOfContent(process, content, name)
      if (text === undefined) return false
      const lines = text.split(separator)
      const last = lines.pop() ?? ''
      const whole = lines.map((line) => line + separator)
      const all = last === '' ? whole : [...whole, last]
      const from = amount.sign === '+' ? Math.max(0, amount.count - 1) : Math.max(0, all.length - amount.count)
      print(process, all.slice(from).join(''))
      return true
    })
    return follows && life !== undefined && status === 0 ? follow(process, options.operands, life) : status
  },
})

/** Prints what is added to files until a signal comes. */
function follow(process: Process, names: readonly string[], life: Life): number {
  const seen = new Map(names.map((name) => [name, sizeOf(process, name)]))
  life.watchers.push(() => {
    for (const [name, before] of seen) {
      const content = readFile(process, name).value
      if (content === undefined || content.size <= before) continue
      send(process.output, sliceContent(content, before))
      seen.set(name, content.size)
    }
  })
  return waitAlive(process, Number.POSITIVE_INFINITY) ?? 0
}

function sizeOf(process: Process, name: string): number {
  return readFile(process, name).value?.size ?? 0
}

/** `-5` and (for tail) `+5` are old ways to write `-n 5` and `-n +5`. */
function withPlainCounts(process: Process): readonly string[] {
  const [name = '', ...words] = process.arguments
  const isTail = name.endsWith('tail')
  return words.flatMap((word, at) => {
    if (words.slice(0, at).includes('--')) return [word]
    const found = /^-(\d+)([ckm]?)$/.exec(word)
    const before = words[at - 1] ?? ''
    if (/^(-n|-c|--lines|--bytes)$/.test(before)) return [word]
    if (found !== null) return found[2] === 'c' ? ['-c', found[1] ?? ''] : ['-n', (found[1] ?? '') + (found[2] ?? '')]
    return isTail && at === 0 && /^\+\d+$/.test(word) ? ['-n', word] : [word]
  })
}

function amountOf(process: Process, flavour: Flavour, options: Options): Amount {
  const of = options.last('cn') === 'c' ? 'bytes' : 'lines'
  const text = options.value(of === 'bytes' ? 'c' : 'n') ?? '10'
  const parsed = parseCount(text, flavour)
  if (parsed === undefined)
    return fail(
      process,
      flavour === 'gnu' ? `invalid number of ${of}: ${quote(text)}` : `invalid number '${text.replace(/^[-+]/, '')}'`,
    )
  return { of, ...parsed }
}

function eachFile(
  process: Process,
  flavour: Flavour,
  options: Options,
  show: (input: Input, name: string) => boolean,
): number {
  const names = options.operands.length > 0 ? options.operands : ['-']
  const mode = options.last('qv')
  const hasHeaders = mode === 'v' || (mode !== 'q' && names.length > 1)
  let status = 0
  let isFirst = true
  for (const name of names) {
    const opened = openOperand(process, name)
    const isDirectory = opened.errno === 'EISDIR'
    const isTail = process.arguments[0]?.endsWith('tail') === true
    if (opened.errno !== undefined && !isDirectory) {
      const reason = why(process, opened.errno)
      if (flavour === 'gnu') printError(process, `cannot open ${quote(name)} for reading: ${reason}`)
      else printError(process, isTail ? `can't open '${name}': ${reason}` : `${name}: ${reason}`)
      if (isTail && flavour === 'busybox' && names.length === 1) printError(process, 'no files')
      status = 1
      continue
    }
    if (hasHeaders) {
      print(process, `${isFirst ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`)
      isFirst = false
    }
    if (opened.errno !== undefined) {
      const reason = why(process, opened.errno)
      printError(
        process,
        flavour === 'gnu'
          ? `error reading ${quote(name)}: ${reason}`
          : isTail
            ? `read error: ${reason}`
            : `${name}: Input/output error`,
      )
      status = 1
    } else if (!show(opened.value, name)) status = 1
  }
  return status
}

function headBytes(process: Process, input: Input, amount: Amount): boolean {
  if (amount.sign === '-') {
    const content = readAll(process, input)
    const piece = sliceContent(content, 0, Math.max(0, content.size - amount.count))
    if (piece.size > 0) send(process.output, piece)
    return true
  }
  let left = amount.count
  const pieces: Content[] = []
  while (left > 0) {
    const piece = input.read(left)
    if (piece === undefined) break
    process.machine.budget.spend(1)
    pieces.push(piece)
    left -= piece.size
  }
  const whole = joinContents(pieces)
  if (whole.size > 0) send(process.output, whole)
  return true
}

function headLines(process: Process, input: Input, name: string, amount: Amount, separator: string): boolean {
  const reader = readLines(process, input, name, separator)
  const output = blockOutput(process)
  if (amount.sign === '-') {
    const lines: string[] = []
    for (let line = reader.next(); line !== undefined; line = reader.next()) lines.push(line)
    output.print(lines.slice(0, Math.max(0, lines.length - amount.count)).join(''))
  } else
    for (let left = amount.count; left > 0; left--) {
      const line = reader.next()
      if (line === undefined) break
      output.print(line)
    }
  output.flush()
  return !reader.hasFailed()
}

/** Whether an operand is a regular file, whose size can be asked for beforehand. */
export function sizeOfFile(process: Process, name: string): number | undefined {
  const found = stat(process, name)
  return found.value?.kind === 'file' ? found.value.content.size : undefined
}
