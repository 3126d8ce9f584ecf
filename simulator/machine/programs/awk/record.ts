import type { ByteText } from '../bytes.ts'
import type { LineReader } from '../lines.ts'
import type { Regex } from '../regex/regex.ts'
import { textOfValue, type Value, valueFrom } from './value.ts'

/** The current record and its fields, each made from the other when it is asked for. */
export class Record {
  #text: ByteText = ''
  #fields: Value[] | undefined = []
  #isTextOld = false
  readonly #split: (text: ByteText) => readonly ByteText[]
  readonly #joiner: () => ByteText
  readonly #form: () => ByteText

  constructor(split: (text: ByteText) => readonly ByteText[], joiner: () => ByteText, form: () => ByteText) {
    this.#split = split
    this.#joiner = joiner
    this.#form = form
  }

  setText(text: ByteText): void {
    this.#text = text
    this.#isTextOld = false
    this.#fields = undefined
  }

  #all(): Value[] {
    this.#fields ??= this.#split(this.#text).map(valueFrom)
    return this.#fields
  }

  get text(): ByteText {
    if (this.#isTextOld) {
      this.#text = this.#all()
        .map((field) => textOfValue(field, this.#form()))
        .join(this.#joiner())
      this.#isTextOld = false
    }
    return this.#text
  }

  get count(): number {
    return this.#all().length
  }

  /** NF set: fields are dropped or added, and the record is made anew. */
  set count(count: number) {
    const fields = this.#all()
    fields.length = Math.min(fields.length, count)
    while (fields.length < count) fields.push('')
    this.#isTextOld = true
  }

  field(number: number): Value {
    return number === 0 ? valueFrom(this.text) : this.#all()[number - 1]
  }

  setField(number: number, value: Value): void {
    if (number === 0) {
      this.setText(textOfValue(value, this.#form()))
      return
    }
    const fields = this.#all()
    while (fields.length < number) fields.push('')
    fields[number - 1] = value
    this.#isTextOld = true
  }
}

/** Splits a text as FS says: blanks, one sign, or a regular expression. An empty text has no fields. */
export function splitFields(
  text: ByteText,
  separator: ByteText,
  regexOf: (source: ByteText) => Regex,
): readonly ByteText[] {
  if (text === '') return []
  if (separator === ' ') return text.match(/[^ \t\n]+/g) ?? []
  if (separator === '') return [...text]
  if (separator.length === 1 && separator !== '\\') return text.split(separator)
  const regex = regexOf(separator)
  const parts: ByteText[] = []
  let from = 0
  for (let at = 0; at <= text.length; ) {
    const match = regex.find(text, at)
    if (match === undefined) break
    const [start = 0, end = 0] = match
    if (end === start) {
      at = end + 1
      continue
    }
    parts.push(text.slice(from, start))
    from = end
    at = end
  }
  parts.push(text.slice(from))
  return parts
}

/** Records of an input as RS says: lines, another sign, paragraphs, or what a regular expression separates. */
export function recordReader(
  reader: LineReader,
  separatorOf: () => ByteText,
  regexOf: (source: ByteText) => Regex,
): () => ByteText | undefined {
  let rest = ''
  let hasRead = false
  const whole = (): void => {
    if (hasRead) return
    hasRead = true
    for (let line = reader.next(); line !== undefined; line = reader.next()) rest += line
  }
  return () => {
    const separator = separatorOf()
    if (separator === '\n' && !hasRead) {
      const line = reader.next()
      return line?.endsWith('\n') ? line.slice(0, -1) : line
    }
    whole()
    if (separator === '') rest = rest.replace(/^\n+/, '')
    if (rest === '') return undefined
    const [start, end] =
      separator === ''
        ? placeOf(/\n\n+/.exec(rest))
        : separator.length === 1
          ? [rest.indexOf(separator), rest.indexOf(separator) + 1]
          : (regexOf(separator).find(rest)?.slice(0, 2) ?? [-1, -1])
    const record = start === undefined || start === -1 ? rest : rest.slice(0, start)
    rest = start === undefined || start === -1 ? '' : rest.slice(end)
    // The newline at the end of the last record belongs to the file, not to it.
    return rest === '' && separator !== '\n' && record.endsWith('\n') ? record.slice(0, -1) : record
  }
}

function placeOf(match: RegExpExecArray | null): readonly [number, number] {
  return match === null ? [-1, -1] : [match.index, match.index + match[0].length]
}
