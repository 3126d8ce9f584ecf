import { type Content, sameContent } from '../../filesystem/content.ts'
import { sliceContent } from '../../filesystem/pieces.ts'
import type { Process } from '../process.ts'
import { why } from './libc.ts'
import { openOperand, readAll } from './operands.ts'
import { type OptionTable, readOptions, wrongUsage } from './options.ts'
import { end, type Flavour, notSimulated, printError, program } from './program.ts'

/** `cmp`: whether two files are the same bytes, and where not. */
export const cmp = program({
  names: ['cmp'],
  summary: 'Compares two files byte by byte.',
  missing: 'Printing the bytes (-b). Where files of known size but unknown bytes differ is not known.',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: 'i:ln:s',
      gnuOnly: 'i',
      long: flavour === 'gnu' ? { 'ignore-initial': 'i:', verbose: 'l', bytes: 'n:', quiet: 's', silent: 's' } : {},
      status: flavour === 'gnu' ? 2 : 1,
      usage: flavour === 'gnu' ? '[OPTION]... FILE1 [FILE2 [SKIP1 [SKIP2]]]' : '[-ls] [-n NUM] FILE1 [FILE2]',
      advice: "cmp: Try 'cmp --help' for more information.",
    }
    const options = readOptions(process, flavour, table)
    const [first, second = '-'] = options.operands
    if (first === undefined) wrongUsage(process, flavour, table, flavour === 'gnu' ? "missing operand after 'cmp'" : '')
    const isSilent = options.has('s')
    const skip = Number(options.value('i') ?? 0)
    const limit = skip + Number(options.value('n') ?? Number.POSITIVE_INFINITY)
    const [a, b] = [read(process, first, isSilent), read(process, second, isSilent)].map((content) =>
      sliceContent(content, skip, limit),
    )
    if (a === undefined || b === undefined || sameContent(a, b)) return 0
    if (isSilent) return 1
    if (a.kind === 'sized' || b.kind === 'sized')
      return notSimulated(process, `${first} and ${second} differ, but of one only the size is known and so not where`)
    return report({ process, flavour, names: [first, second], every: options.has('l') }, a.bytes, b.bytes)
  },
})

function read(process: Process, name: string, isSilent: boolean): Content {
  const opened = openOperand(process, name)
  if (opened.errno === undefined) return readAll(process, opened.value)
  if (!isSilent) printError(process, `${name}: ${why(process, opened.errno)}`)
  return end(2)
}

interface Report {
  readonly process: Process
  readonly flavour: Flavour
  readonly names: readonly [string, string]
  /** Every byte that differs, not the first only. */
  readonly every: boolean
}

function report({ process, flavour, names, every }: Report, a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length)
  const width = `${Math.max(a.length, b.length)}`.length
  let line = 1
  let lines = ''
  for (let at = 0; at < shorter; at++) {
    if (a[at] !== b[at]) {
      if (!every) {
        process.output.write(
          `${names[0]} ${names[1]} differ: ${flavour === 'gnu' ? 'char' : 'byte'} ${at + 1}, line ${line}\n`,
        )
        return 1
      }
      const octal = (byte = 0): string => byte.toString(8).padStart(3)
      lines += `${`${at + 1}`.padStart(flavour === 'gnu' ? width : 1)} ${octal(a[at])} ${octal(b[at])}\n`
    }
    if (a[at] === 10) line++
  }
  if (lines !== '') process.output.write(lines)
  if (a.length !== b.length)
    printError(process, endOf(flavour, a.length < b.length ? names[0] : names[1], a.subarray(0, shorter), line))
  return 1
}

function endOf(flavour: Flavour, name: string, shared: Uint8Array, line: number): string {
  if (flavour === 'busybox') return `EOF on ${name}`
  if (shared.length === 0) return `EOF on ${name} which is empty`
  const isWhole = shared.at(-1) === 10
  return `EOF on ${name} after byte ${shared.length}, ${isWhole ? `line ${line - 1}` : `in line ${line}`}`
}
