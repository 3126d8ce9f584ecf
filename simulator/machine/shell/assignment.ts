import type { Dialect } from './dialect.ts'
import { type Assignment, plainWord, type Word } from './syntax.ts'

/** What a word assigns, if it is an assignment: `name=value`, in bash and ash `name+=value`, in bash `name[index]=value`. */
export function assignmentOf(word: Word, dialect: Dialect): Assignment | undefined {
  const [first] = word
  if (first?.kind !== 'text' || first.quoted) return undefined
  const pattern = dialect.isBash
    ? /^([A-Za-z_][A-Za-z0-9_]*)(?:\[([^\]]*)\])?(\+?)=/
    : /^([A-Za-z_][A-Za-z0-9_]*)()(\+?)=/
  const [whole, name = '', index, plus = ''] = pattern.exec(first.text) ?? []
  if (whole === undefined || (plus !== '' && !dialect.isBash)) return undefined
  const rest = first.text.slice(whole.length)
  const value: Word = rest === '' ? word.slice(1) : [{ ...first, text: rest }, ...word.slice(1)]
  return {
    name,
    value,
    appends: plus !== '',
    ...(index !== undefined && index !== '' && { index: [plainWord(index)] }),
  }
}
