import type { Process } from '../../process.ts'
import { type ByteText, byteTextOf } from '../bytes.ts'
import type { Regex } from '../regex/regex.ts'
import { unescapeText } from './lexer.ts'
import { Record, splitFields } from './record.ts'
import type { OwnFunction } from './syntax.ts'
import { numberOf, textOfValue, type Value, valueFrom } from './value.ts'

/** An array of awk: its keys are texts, in the order in which they were made. */
export type AwkArray = Map<ByteText, Value>

/** How awk was called. */
export interface AwkSettings {
  readonly separator: ByteText | undefined
  /** `name=value`, from -v. */
  readonly assignments: readonly string[]
  readonly operands: readonly string[]
}

/** The parameters of a function that runs. */
export interface Frame {
  readonly own: OwnFunction
  readonly values: Map<string, Value>
  readonly arrays: Map<string, AwkArray>
}

/** The most fields that a record has. */
export const mostFields = 100_000

/** What a program remembers while it runs: its variables and arrays, the current record, the functions it is in, and its status. */
export class Memory {
  /** What awk exits with. */
  status = 0
  readonly record: Record
  readonly #globals = new Map<string, Value>()
  readonly #arrays = new Map<string, AwkArray>()
  readonly #frames: Frame[] = []
  readonly #largest: number

  /** `largest`: integers beyond are written as other numbers are. */
  constructor(process: Process, settings: AwkSettings, largest: number, regexOf: (source: ByteText) => Regex) {
    this.#largest = largest
    const start: readonly (readonly [string, Value])[] = [
      ['FS', ' '],
      ['OFS', ' '],
      ['ORS', '\n'],
      ['RS', '\n'],
      ['SUBSEP', '\x1c'],
      ['CONVFMT', '%.6g'],
      ['OFMT', '%.6g'],
      ['NR', 0],
      ['FNR', 0],
      ['RSTART', 0],
      ['RLENGTH', -1],
      ['FILENAME', ''],
      ['ARGC', settings.operands.length + 1],
    ]
    for (const [name, value] of start) this.#globals.set(name, value)
    this.record = new Record(
      (text) => splitFields(text, this.text('FS'), regexOf),
      () => this.text('OFS'),
      () => this.text('CONVFMT'),
    )
    this.#arrays.set(
      'ENVIRON',
      new Map([...process.environment].map(([name, value]) => [byteTextOf(name), valueFrom(byteTextOf(value))])),
    )
    this.#arrays.set(
      'ARGV',
      new Map(['awk', ...settings.operands].map((word, at) => [`${at}`, valueFrom(byteTextOf(word))])),
    )
    if (settings.separator !== undefined) this.#globals.set('FS', settings.separator)
    for (const assignment of settings.assignments) this.assignFrom(assignment)
  }

  /** Carries out `name=value`, of -v or among the operands. */
  assignFrom(assignment: string): void {
    const at = assignment.indexOf('=')
    this.setVariable(assignment.slice(0, at), valueFrom(unescapeText(byteTextOf(assignment.slice(at + 1)))))
  }

  /** A variable of awk's own, whatever parameter is named like it. */
  global(name: string): Value {
    return this.#globals.get(name)
  }

  setGlobal(name: string, value: Value): void {
    this.#globals.set(name, value)
  }

  /** The text of a variable of awk's own, like FS. */
  text(name: string): ByteText {
    return textOfValue(this.#globals.get(name), '%.6g')
  }

  /** Counts a record in NR, and in FNR when it is of the operands. */
  countRecord(counters: readonly ('NR' | 'FNR')[]): void {
    for (const name of counters) this.#globals.set(name, numberOf(this.#globals.get(name)) + 1)
  }

  /** A value as text, in the form of CONVFMT or of another variable. */
  textOf(value: Value, form = 'CONVFMT'): ByteText {
    return textOfValue(value, this.text(form), this.#largest)
  }

  variable(name: string): Value {
    if (name === 'NF') return this.record.count
    const frame = this.#frameOf(name)
    return frame === undefined ? this.#globals.get(name) : frame.values.get(name)
  }

  setVariable(name: string, value: Value): void {
    if (name === 'NF') {
      this.record.count = Math.min(mostFields, Math.max(0, Math.trunc(numberOf(value))))
      return
    }
    const frame = this.#frameOf(name)
    if (frame === undefined) this.#globals.set(name, value)
    else frame.values.set(name, value)
  }

  /** The array of a name; naming one makes it. */
  array(name: string): AwkArray {
    const arrays = this.#frameOf(name)?.arrays ?? this.#arrays
    let array = arrays.get(name)
    if (array === undefined) {
      array = new Map()
      arrays.set(name, array)
    }
    return array
  }

  isArray(name: string): boolean {
    const frame = this.#frameOf(name)
    return frame === undefined ? this.#arrays.has(name) : frame.own.arrays.has(name)
  }

  /** How many functions are running. */
  get depth(): number {
    return this.#frames.length
  }

  /** From here on names mean the parameters of a function first, until it is exited. */
  enter(frame: Frame): void {
    this.#frames.push(frame)
  }

  exit(): void {
    this.#frames.pop()
  }

  #frameOf(name: string): Frame | undefined {
    const frame = this.#frames.at(-1)
    return frame?.own.parameters.includes(name) ? frame : undefined
  }
}
