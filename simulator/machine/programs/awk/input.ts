import type { Process } from '../../process.ts'
import { type ByteText, byteTextOf, wordFrom } from '../bytes.ts'
import { why } from '../libc.ts'
import { openOperand } from '../operands.ts'
import { type Flavour, printError } from '../program.ts'
import { Leave } from './leave.ts'
import type { Memory } from './memory.ts'
import type { OpenRecords, Records } from './streams.ts'
import { numberOf, textOfValue } from './value.ts'

/** The records of the operands in turn; assignments among them take effect on the way, and no file at all means the input. */
export class MainInput {
  readonly #process: Process
  readonly #flavour: Flavour
  readonly #memory: Memory
  readonly #openRecords: OpenRecords
  #records: Records | undefined
  #operand = 1
  #hasReadFile = false

  constructor(process: Process, flavour: Flavour, memory: Memory, openRecords: OpenRecords) {
    this.#process = process
    this.#flavour = flavour
    this.#memory = memory
    this.#openRecords = openRecords
  }

  /** The next record, not yet counted; undefined after the last. */
  next(): ByteText | undefined {
    for (;;) {
      const record = this.#records?.()
      if (record !== undefined) return record
      this.#records = undefined
      if (!this.#openNext()) return undefined
    }
  }

  /** Leaves the file that is being read. */
  skipFile(): void {
    this.#records = undefined
  }

  #openNext(): boolean {
    const words = this.#memory.array('ARGV')
    for (;;) {
      const count = numberOf(this.#memory.global('ARGC'))
      if (this.#operand >= count) {
        if (this.#hasReadFile) return false
        return this.#open('-')
      }
      const word = wordFrom(textOfValue(words.get(`${this.#operand++}`), '%.6g'))
      if (word === '') continue
      if (/^[A-Za-z_]\w*=/.test(word)) this.#memory.assignFrom(word)
      else if (this.#open(word)) return true
    }
  }

  #open(name: string): boolean {
    this.#hasReadFile = true
    const opened = openOperand(this.#process, name)
    if (opened.errno !== undefined) {
      const reason = why(this.#process, opened.errno)
      printError(this.#process, this.#flavour === 'gnu' ? `cannot open ${name} (${reason})` : `${name}: ${reason}`)
      this.#memory.status = this.#flavour === 'gnu' ? 2 : 1
      if (this.#flavour === 'gnu') throw new Leave('exit')
      return false
    }
    this.#memory.setGlobal('FILENAME', byteTextOf(name === '-' ? '' : name))
    this.#memory.setGlobal('FNR', 0)
    this.#records = this.#openRecords(opened.value, name)
    return true
  }
}
