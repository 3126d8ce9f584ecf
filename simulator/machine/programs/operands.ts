import { type Content, realContent } from '../../filesystem/content.ts'
import { joinContents } from '../../filesystem/pieces.ts'
import { errorText, openRead } from '../files.ts'
import type { Errno, Input, Output, Process } from '../process.ts'
import { type ByteText, bytesFrom, byteText } from './bytes.ts'
import { end, note, printError } from './program.ts'
import { quoteIfNeeded } from './quote.ts'

/** Sends byte text on; ends the program when nobody reads any more. */
export function print(process: Process, text: ByteText): void {
  if (text !== '') send(process.output, realContent(bytesFrom(text)))
}

/** Prints a line of byte text. */
export function printLine(process: Process, line: ByteText): void {
  print(process, `${line}\n`)
}

/** Sends a piece on; ends the program with 141 when nobody reads any more, as SIGPIPE does. */
export function send(output: Output, piece: Content): void {
  if (!output.write(piece)) end(141)
}

/** Everything that an input gives, as one content. */
export function readAll(process: Process, input: Input): Content {
  const pieces: Content[] = []
  for (let piece = input.read(); piece !== undefined; piece = input.read()) {
    process.machine.budget.spend(1 + (piece.kind === 'real' ? piece.size >> 10 : 0))
    pieces.push(piece)
  }
  return joinContents(pieces)
}

/** Opens an operand to read; `-` is standard input. The error is for the caller to word. */
export function openOperand(process: Process, name: string): ReturnType<typeof openRead> {
  return name === '-' ? { value: process.input } : openRead(process, name)
}

/** The content of an operand; undefined after `name: file: No such file or directory` was printed. */
export function readOperand(process: Process, name: string): Content | undefined {
  const opened = openOperand(process, name)
  if (opened.errno === undefined) return readAll(process, opened.value)
  printError(process, `${quoteIfNeeded(name)}: ${errorText(opened.errno)}`)
  return undefined
}

/** The bytes of an operand as text; undefined after an error, or after the note that its content is not simulated. */
export function readTextOperand(process: Process, name: string): ByteText | undefined {
  const content = readOperand(process, name)
  return content && textOfContent(process, content, name)
}

/** The bytes of a content as text; undefined when it is sized, which is said in a note and as an error. */
export function textOfContent(process: Process, content: Content, name: string): ByteText | undefined {
  if (content.kind === 'real') return byteText(content.bytes)
  const subject = name === '-' ? 'what comes in' : `the file ${name}`
  note(
    process,
    'not-simulated',
    `Only the size of ${subject} is known here, not its bytes, so ${process.arguments[0]} cannot read it.`,
  )
  printError(process, `${name}: content is not simulated, only its size is known`)
  return undefined
}

/** The words for a failed call: `No such file or directory`. */
export function reason(errno: Errno): string {
  return errorText(errno)
}
