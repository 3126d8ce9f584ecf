import { realContent } from '../../../filesystem/content.ts'
import { openWrite } from '../../files.ts'
import { collectOutput, inputOf } from '../../pipe.ts'
import type { OpenFile, Process } from '../../process.ts'
import { type ByteText, bytesFrom } from '../bytes.ts'
import { why } from '../libc.ts'
import { type BlockOutput, blockOutput, type readLines } from '../lines.ts'
import { openOperand } from '../operands.ts'
import { type Flavour, fail } from '../program.ts'
import type { Redirection } from './syntax.ts'

/** Gives one record after the other, and undefined after the last. */
export type Records = () => ByteText | undefined

/** Reads an open input as records; `name` is what errors call it. */
export type OpenRecords = (input: Parameters<typeof readLines>[1], name: string) => Records

interface Sink {
  readonly write: (text: ByteText) => void
  readonly close: () => number
}

/** What a program prints to and reads from besides its operands: files and commands, each opened when it is first named. */
export class Streams {
  readonly #process: Process
  readonly #flavour: Flavour
  readonly #openRecords: OpenRecords
  readonly #output: BlockOutput
  readonly #sinks = new Map<string, Sink>()
  readonly #sources = new Map<string, Records>()

  constructor(process: Process, flavour: Flavour, openRecords: OpenRecords) {
    this.#process = process
    this.#flavour = flavour
    this.#openRecords = openRecords
    this.#output = blockOutput(process)
  }

  /** Prints to the output. */
  print(text: ByteText): void {
    this.#output.print(text)
  }

  /** Prints to the file or the command of a redirection. */
  printTo(how: Redirection['how'], name: string, text: ByteText): void {
    let sink = this.#sinks.get(name)
    if (sink === undefined) {
      sink = how === '|' ? this.#commandSink(name) : this.#fileSink(name, how === '>>')
      this.#sinks.set(name, sink)
    }
    sink.write(text)
  }

  /** The records of a file; undefined when it cannot be opened. */
  recordsOfFile(name: string): Records | undefined {
    const known = this.#sources.get(name)
    if (known !== undefined) return known
    const opened = openOperand(this.#process, name)
    if (opened.errno !== undefined) return undefined
    return this.#addSource(name, this.#openRecords(opened.value, name))
  }

  /** The records that a command prints. */
  recordsOfCommand(command: string): Records {
    const known = this.#sources.get(command)
    if (known !== undefined) return known
    const collected = collectOutput()
    this.flush()
    this.#process.run({ arguments: ['sh', '-c', command], output: collected })
    return this.#addSource(command, this.#openRecords(inputOf(collected.content()), command))
  }

  /** Runs a command; gives its exit status. */
  run(command: string): number {
    this.flush()
    return this.#process.run({ arguments: ['sh', '-c', command] })
  }

  /** Writes out what was printed so far. */
  flush(): void {
    this.#output.flush()
  }

  /** Closes a stream; gives the status of its command, and -1 for a stream that is not open. */
  close(name: string): number {
    const isSource = this.#sources.delete(name)
    const open = this.#sinks.get(name)
    this.#sinks.delete(name)
    return open?.close() ?? (isSource ? 0 : -1)
  }

  /** Closes what is still open, at the end. */
  closeAll(): void {
    this.flush()
    for (const sink of this.#sinks.values()) sink.close()
  }

  #addSource(name: string, records: Records): Records {
    this.#sources.set(name, records)
    return records
  }

  #commandSink(command: string): Sink {
    let waiting = ''
    return {
      write: (text) => {
        waiting += text
      },
      close: () => {
        this.flush()
        return this.#process.run({ arguments: ['sh', '-c', command], input: inputOf(realContent(bytesFrom(waiting))) })
      },
    }
  }

  #fileSink(name: string, append: boolean): Sink {
    if (name === '/dev/stdout' || name === '-') return { write: this.#output.print, close: () => 0 }
    const process = this.#process
    if (name === '/dev/stderr')
      return { write: (text) => void process.errors.write(realContent(bytesFrom(text))), close: () => 0 }
    const opened = openWrite(process, name, { append })
    if (opened.errno !== undefined)
      return fail(
        process,
        this.#flavour === 'gnu'
          ? `cannot open "${name}" for output`
          : `can't open '${name}': ${why(process, opened.errno)}`,
        2,
      )
    const file: OpenFile = opened.value
    return {
      write: (text) => void file.write(realContent(bytesFrom(text))),
      close: () => {
        file.close()
        return 0
      },
    }
  }
}
