import { NotUnderstood } from './syntax.ts'
import type { Value } from './value.ts'

/** How a language writes JSON. */
export interface JsonStyle {
  readonly betweenItems: string
  readonly afterName: string
  /** Characters beyond ASCII are escaped, as Python does. */
  readonly isAscii: boolean
  readonly sortsNames?: boolean
}

export const pythonJson: JsonStyle = { betweenItems: ', ', afterName: ': ', isAscii: true }
export const compactJson: JsonStyle = { betweenItems: ',', afterName: ':', isAscii: false }

/** A value as JSON, as a card's text. What is quoted in it is taken for plain. */
export function writeJson(value: Value, style: JsonStyle): string {
  const write = (one: Value): string => writeJson(one, style)
  switch (value.kind) {
    case 'text':
      return `"${escapedJson(value.card, style)}"`
    case 'path':
      return `"${value.isWhole ? '${target}' : '${path}'}"`
    case 'number':
      return value.isFloat && Number.isInteger(value.value) && style.isAscii ? value.value.toFixed(1) : `${value.value}`
    case 'boolean':
      return `${value.value}`
    case 'none':
      return 'null'
    case 'list':
      return `[${value.items.map(write).join(style.betweenItems)}]`
    case 'record': {
      const entries = [...value.entries]
      if (style.sortsNames === true) entries.sort(([a], [b]) => (a < b ? -1 : 1))
      const written = entries.map(
        ([name, item]) => `${write({ kind: 'text', card: name })}${style.afterName}${write(item)}`,
      )
      return `{${written.join(style.betweenItems)}}`
    }
    default:
      throw new NotUnderstood('JSON')
  }
}

function escapedJson(card: string, style: JsonStyle): string {
  // A quote of the card is not the program's text: it stays as it is.
  return card
    .split(/(\$\{[^{}]*\})/)
    .map((piece, at) => (at % 2 === 1 ? piece : JSON.stringify(piece).slice(1, -1)))
    .join('')
    .replace(/[\u007f-\uffff]/g, (character) =>
      style.isAscii ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character,
    )
}
