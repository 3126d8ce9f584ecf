import { isDirectiveLine } from './directives.ts'
import type { Dockerfile, Instruction } from './instruction.ts'
import { continuationAt } from './lines.ts'

/**
 * The canonical text of a Dockerfile: directives, then each instruction with the comments directly above it, its logical line in one
 * physical line and its here-documents as they were. Read again it gives the same instructions, but for their places and blank
 * continuation lines.
 */
export function printDockerfile(dockerfile: Dockerfile): string {
  const lines = directiveLines(dockerfile)
  for (const instruction of dockerfile.instructions) {
    for (const comment of instruction.comments) {
      if (lines.length === 0 && isDirectiveLine(`# ${comment.text}`)) lines.push('')
      lines.push(`# ${comment.text}`)
    }
    lines.push(printInstruction(dockerfile, instruction))
  }
  const text = lines.map((line) => `${line}\n`).join('')
  // The first of two byte order marks is not part of the text.
  return text.startsWith('\ufeff') ? `\ufeff${text}` : text
}

function directiveLines({ directives }: Dockerfile): string[] {
  const lines: string[] = []
  if (directives.syntax !== undefined) lines.push(`# syntax=${directives.syntax.text}`)
  if (directives.escape !== '\\') lines.push(`# escape=${directives.escape}`)
  if (directives.check !== undefined) lines.push(`# check=${directives.check.text}`)
  return lines.length === 0 ? lines : [...lines, '']
}

function printInstruction(dockerfile: Dockerfile, instruction: Instruction): string {
  const { text } = instruction
  const mark = dockerfile.directives.escape
  // Nothing but an escape character at the end of the file is an instruction too.
  if (text === '') return mark
  const tail = tailOf(instruction)
  const line = text + tail
  const [first] = instruction.bodies
  const body = first === undefined ? '' : `\n${dockerfile.text.slice(first.from, instruction.range.to)}`
  return splitLong(line + guardOf(line, tail, mark), mark) + body
}

/**
 * What keeps the end of a line as it is: a form feed, trimmed when read, or where a return would be lost or an ONBUILD store the form feed, the end of
 * the file.
 */
function guardOf(line: string, tail: string, mark: string): string {
  if (line.endsWith('\r')) return mark
  if (continuationAt(line, 0, line.length, mark.charCodeAt(0)) === -1) return ''
  return tail === '' ? '\f' : mark
}

/** White space at the end of an ONBUILD is part of what it stores. */
function tailOf(instruction: Instruction): string {
  if (instruction.kind !== 'ONBUILD') return ''
  const inner = instruction.text.slice('ONBUILD'.length).replace(/^[\t\n\f\r ]+/, '')
  const rest = instruction.expression.slice(inner.length)
  const end = instruction.bodies.length === 0 ? -1 : rest.indexOf('\n')
  return end === -1 ? rest : rest.slice(0, end)
}

const pieceLength = 16_000

/** A line too long to be read is broken where neither a blank, a comment sign nor an escape character stands at the break. */
function splitLong(line: string, mark: string): string {
  if (line.length <= pieceLength) return line
  const pieces: string[] = []
  let from = 0
  while (line.length - from > pieceLength) {
    let to = from + pieceLength
    while (to > from + 1 && (/[\s#\u0085\ufeff\udc00-\udfff]/.test(line[to] ?? '') || line[to - 1] === mark)) to--
    pieces.push(line.slice(from, to))
    from = to
  }
  return [...pieces, line.slice(from)].join(`${mark}\n`)
}
