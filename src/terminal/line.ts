import type { KeyName } from './keys.ts'

/** A line that is being typed. A value. */
export interface Line {
  readonly text: string
  /** Where the cursor is: UTF-16 offset, never within a character. */
  readonly at: number
  /** What was cut out last, for Ctrl-Y. */
  readonly cut: string
  /** How many lines back in the history it was taken from; 0 is the line itself. */
  readonly back: number
  /** The line itself, while another one of the history is shown. */
  readonly own: string
  /** Ctrl-R: what is looked for. */
  readonly search?: string
}

export const emptyLine: Line = { text: '', at: 0, cut: '', back: 0, own: '' }

/** The line with characters typed at the cursor; while a search goes on, into that. */
export function withTyped(line: Line, text: string, history: readonly string[]): Line {
  if (line.search !== undefined) return found(line, line.search + text, history, 1)
  return { ...line, text: line.text.slice(0, line.at) + text + line.text.slice(line.at), at: line.at + text.length }
}

/** The line with a part of it replaced, the cursor after that. */
export function withReplaced(line: Line, from: number, to: number, text: string): Line {
  return { ...line, text: line.text.slice(0, from) + text + line.text.slice(to), at: from + text.length }
}

/** The line after a key that edits it or goes through the history, oldest line first; undefined for a key that does something else. */
export function afterKey(line: Line, key: KeyName, history: readonly string[]): Line | undefined {
  if (line.search !== undefined) {
    const searching = afterSearchKey(line, line.search, key, history)
    if (searching !== undefined) return searching
    return afterKey(withoutSearch(line), key, history) ?? withoutSearch(line)
  }
  const { text, at } = line
  switch (key) {
    case 'left':
      return { ...line, at: before(text, at) }
    case 'right':
      return { ...line, at: after(text, at) }
    case 'home':
      return { ...line, at: 0 }
    case 'end':
      return { ...line, at: text.length }
    case 'word-left':
      return { ...line, at: wordBefore(text, at) }
    case 'word-right':
      return { ...line, at: wordAfter(text, at) }
    case 'backspace':
      return withReplaced(line, before(text, at), at, '')
    case 'delete':
      return { ...withReplaced(line, at, after(text, at), ''), at }
    case 'kill-start':
      return withCut(line, 0, at)
    case 'kill-end':
      return withCut(line, at, text.length)
    case 'kill-word':
      return withCut(line, blankBefore(text, at), at)
    case 'kill-word-right':
      return withCut(line, at, wordAfter(text, at))
    case 'yank':
      return withReplaced(line, at, at, line.cut)
    case 'up':
      return fromHistory(line, line.back + 1, history)
    case 'down':
      return fromHistory(line, line.back - 1, history)
    case 'search':
      return { ...line, search: '' }
    default:
      return undefined
  }
}

/** What stands before a line while a search goes on. */
export function searchPrompt({ search = '' }: Line): string {
  return `(reverse-i-search)'${search}': `
}

function afterSearchKey(line: Line, search: string, key: KeyName, history: readonly string[]): Line | undefined {
  if (key === 'search') return found(line, search, history, line.back + 1)
  if (key === 'backspace') return found(line, search.slice(0, before(search, search.length)), history, 1)
  if (key !== 'interrupt' && key !== 'escape') return undefined
  return { ...withoutSearch(line), text: line.own, at: line.own.length, back: 0 }
}

function withoutSearch({ search: _, ...line }: Line): Line {
  return line
}

/** The youngest line of the history, not younger than `from` lines back, in which a text occurs; the line as it is where there is none. */
function found(line: Line, search: string, history: readonly string[], from: number): Line {
  const own = line.back === 0 ? line.text : line.own
  for (let back = Math.max(1, from); search !== '' && back <= history.length; back++) {
    const text = history[history.length - back] ?? ''
    const at = text.indexOf(search)
    if (at !== -1) return { ...line, own, search, text, at, back }
  }
  return { ...line, search }
}

function fromHistory(line: Line, back: number, history: readonly string[]): Line {
  if (back < 0 || back > history.length) return line
  const own = line.back === 0 ? line.text : line.own
  const text = back === 0 ? own : (history[history.length - back] ?? '')
  return { ...line, own, text, at: text.length, back }
}

function withCut(line: Line, from: number, to: number): Line {
  if (from === to) return line
  return { ...withReplaced(line, from, to, ''), cut: line.text.slice(from, to) }
}

/** The place one character before: two units for those beyond the first plane. */
function before(text: string, at: number): number {
  return Math.max(0, at - ([...text.slice(0, at)].at(-1)?.length ?? 0))
}

function after(text: string, at: number): number {
  return at + ([...text.slice(at, at + 2)][0]?.length ?? 0)
}

function wordBefore(text: string, at: number): number {
  return at - (/[\p{L}\p{N}_]*[^\p{L}\p{N}_]*$/u.exec(text.slice(0, at))?.[0].length ?? 0)
}

function wordAfter(text: string, at: number): number {
  return at + (/^[^\p{L}\p{N}_]*[\p{L}\p{N}_]*/u.exec(text.slice(at))?.[0].length ?? 0)
}

function blankBefore(text: string, at: number): number {
  return at - (/\S*\s*$/.exec(text.slice(0, at))?.[0].length ?? 0)
}
