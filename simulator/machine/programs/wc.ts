import type { Content } from '../../filesystem/content.ts'
import { exists } from '../files.ts'
import type { Process } from '../process.ts'
import { type ByteText, byteText } from './bytes.ts'
import { sizeOfFile } from './head.ts'
import { why } from './libc.ts'
import { openOperand, printLine, readAll, textOfContent } from './operands.ts'
import { readOptions } from './options.ts'
import { type Flavour, printError, program } from './program.ts'
import { quoteIfNeeded } from './quote.ts'

const kinds = ['l', 'w', 'm', 'c', 'L'] as const
type Kind = (typeof kinds)[number]
type Counts = Readonly<Record<Kind, number>>

const nothing: Counts = { l: 0, w: 0, m: 0, c: 0, L: 0 }

/** `wc`: counts lines, words, characters and bytes. Bytes of sized content are counted too. */
export const wc = program({
  names: ['wc'],
  summary: 'Counts lines, words and bytes.',
  exact: 'All counts; characters are bytes, as in the C locale that images have.',
  missing: 'Names from a file (--files0-from).',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: 'clmwL',
      long: { bytes: 'c', chars: 'm', lines: 'l', words: 'w', 'max-line-length': 'L' },
    })
    const asked = kinds.filter((kind) => options.has(kind))
    const shown: readonly Kind[] = asked.length > 0 ? asked : ['l', 'w', 'c']
    const names = options.operands.length > 0 ? options.operands : ['-']
    const width = flavour === 'gnu' ? widthOf(process, names, shown) : 9
    const show = (counts: Counts, name: string | undefined): void => {
      const columns = shown.map((kind) =>
        `${counts[kind]}`.padStart(shown.length === 1 && names.length === 1 ? 0 : width),
      )
      printLine(
        process,
        columns.join(' ') + (name === undefined ? '' : ` ${flavour === 'gnu' ? quoteIfNeeded(name) : name}`),
      )
    }
    let total = nothing
    let status = 0
    for (const name of names) {
      const counts = countOperand(process, flavour, name, shown)
      if (counts.failed) status = 1
      if (counts.counts === undefined) continue
      show(counts.counts, options.operands.length === 0 ? undefined : name)
      total = sum(total, counts.counts)
    }
    if (names.length > 1) show(total, 'total')
    return status
  },
})

/** GNU makes the columns as wide as the sum of the files' sizes, and at least 7 when something else than a file is among them. */
function widthOf(process: Process, names: readonly string[], shown: readonly Kind[]): number {
  if (names.length === 1 && shown.length === 1) return 1
  const sizes = names.map((name) => (name === '-' ? undefined : sizeOfFile(process, name)))
  const digits = `${sizes.reduce<number>((total, size) => total + (size ?? 0), 0)}`.length
  const hasOther = names.some((name, at) => sizes[at] === undefined && (name === '-' || exists(process, name)))
  return hasOther ? Math.max(7, digits) : digits
}

function countOperand(
  process: Process,
  flavour: Flavour,
  name: string,
  shown: readonly Kind[],
): { readonly counts: Counts | undefined; readonly failed: boolean } {
  const opened = openOperand(process, name)
  if (opened.errno !== undefined) {
    const isDirectory = opened.errno === 'EISDIR'
    printError(process, `${flavour === 'gnu' ? quoteIfNeeded(name) : name}: ${why(process, opened.errno)}`)
    return { counts: isDirectory ? nothing : undefined, failed: true }
  }
  const content = readAll(process, opened.value)
  const counts = countsOf(content, shown)
  if (counts !== undefined) return { counts, failed: false }
  if (shown.every((kind) => kind === 'c')) return { counts: { ...nothing, c: content.size }, failed: false }
  textOfContent(process, content, name)
  return { counts: undefined, failed: true }
}

function countsOf(content: Content, shown: readonly Kind[]): Counts | undefined {
  if (content.kind !== 'real') return undefined
  // Lines alone are counted in the bytes: a text of millions of them need not be made for that.
  if (shown.every((kind) => kind === 'l' || kind === 'c'))
    return { ...nothing, l: linesIn(content.bytes), c: content.size }
  const text = byteText(content.bytes)
  const lines = text.split('\n')
  return {
    l: lines.length - 1,
    w: wordsIn(text),
    m: text.length,
    c: text.length,
    L: Math.max(...lines.slice(0, 65536).map(displayWidth)),
  }
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0
  for (const byte of bytes) if (byte === 10) lines++
  return lines
}

/** Words are runs without blanks that hold a sign one can see. */
function wordsIn(text: ByteText): number {
  let words = 0
  let isCounted = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 32 || (code >= 9 && code <= 13)) isCounted = false
    else if (!isCounted && code > 32 && code < 127) {
      isCounted = true
      words++
    }
  }
  return words
}

function displayWidth(line: string): number {
  let width = 0
  for (const character of line)
    width =
      character === '\t' ? (Math.floor(width / 8) + 1) * 8 : width + (character >= ' ' && character < '\x7f' ? 1 : 0)
  return width
}

function sum(a: Counts, b: Counts): Counts {
  return { l: a.l + b.l, w: a.w + b.w, m: a.m + b.m, c: a.c + b.c, L: Math.max(a.L, b.L) }
}
