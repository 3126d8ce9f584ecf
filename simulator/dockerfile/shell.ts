/** A stretch of a text and what it is to a shell; indices into the text, `to` excluded. What is plain has no stretch. */
export interface Stretch {
  readonly kind: StretchKind
  readonly from: number
  readonly to: number
}

/** What the editor tells apart in a shell script and in words with variables. */
export type StretchKind =
  | 'shell-command'
  | 'shell-keyword'
  | 'shell-option'
  | 'variable'
  | 'string'
  | 'comment'
  | 'operator'
  | 'heredoc-marker'
  | 'number'
  | 'path'

const separators = ' \t\r\n\f\v'
const operatorSigns = '&|;()<>'
const variableStart = /[A-Za-z0-9_@*#?$!-]/

/** Words after which a command follows. */
const leading = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '!', '{', 'time'])
/** Words after which no command follows. */
const closing = new Set(['fi', 'done', 'esac', 'for', 'case', 'select', 'function', '}', '[[', ']]'])

/**
 * The stretches of a shell script, in order, none over another: commands, keywords, options, strings, variables, operators, comments.
 * For colouring only: it follows a script's words, not its whole grammar.
 */
export function shellStretches(text: string, from = 0, to = text.length): readonly Stretch[] {
  const stretches: Stretch[] = []
  const add = (kind: StretchKind, start: number, end: number) => {
    if (end > start) stretches.push({ kind, from: start, to: end })
  }
  let commandNext = true
  let fileNext = false
  let listNext = false
  let at = from
  while (at < to) {
    const sign = text.charAt(at)
    if (sign === '\n') commandNext = true
    if (separators.includes(sign)) {
      at++
    } else if (sign === '#' && isWordStart(text, from, at)) {
      const end = endOfLine(text, at, to)
      add('comment', at, end)
      at = end
    } else if (operatorSigns.includes(sign)) {
      const end = endOfOperator(text, at, to)
      if (text.startsWith('<<', at) && text[at + 2] !== '<') {
        const marker = endOfWord(text, skipSeparators(text, text[end] === '-' ? end + 1 : end, to), to)
        add('heredoc-marker', at, marker)
        at = marker
        continue
      }
      add('operator', at, end)
      fileNext = sign === '<' || sign === '>'
      if (!fileNext) commandNext = sign !== ')'
      at = end
    } else {
      const end = endOfWord(text, at, to)
      const word = text.slice(at, end)
      if (fileNext) {
        fileNext = false
        wordStretches(text, at, end, add, 'path')
      } else if (listNext && word === 'in') {
        listNext = false
        add('shell-keyword', at, end)
      } else if (!commandNext) wordStretches(text, at, end, add, kindOfArgument(word))
      else if (leading.has(word) || closing.has(word)) {
        add('shell-keyword', at, end)
        commandNext = leading.has(word)
        listNext = word === 'for' || word === 'case'
      } else {
        const assigned = /^[A-Za-z_][A-Za-z0-9_]*\+?=/.exec(word)?.[0].length ?? 0
        if (assigned > 0) {
          add('variable', at, at + assigned - 1)
          add('operator', at + assigned - 1, at + assigned)
        }
        wordStretches(text, at + assigned, end, add, assigned > 0 ? undefined : 'shell-command')
        commandNext = assigned > 0
      }
      if (text.startsWith('$(', end - 2)) commandNext = true
      at = end
    }
  }
  return stretches
}

function isWordStart(text: string, from: number, at: number): boolean {
  return at === from || separators.includes(text.charAt(at - 1)) || operatorSigns.includes(text.charAt(at - 1))
}

function kindOfArgument(word: string): StretchKind | undefined {
  if (word.startsWith('-')) return 'shell-option'
  if (/^[0-9]+$/.test(word)) return 'number'
  return word.includes('/') ? 'path' : undefined
}

function endOfLine(text: string, from: number, to: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 || end > to ? to : end
}

function skipSeparators(text: string, from: number, to: number): number {
  let at = from
  while (at < to && text[at] !== '\n' && separators.includes(text.charAt(at))) at++
  return at
}

function endOfOperator(text: string, from: number, to: number): number {
  let at = from + 1
  // Signs of one kind belong together: && but not &&(.
  while (at < to && at - from < 3 && text[at] === text[from] && text[from] !== '(' && text[from] !== ')') at++
  if ((text[from] === '<' || text[from] === '>') && text[at] === '&') at++
  return Math.min(at, to)
}

/** The end of a word; a `$(` ends it, so that the command inside is read as one. */
function endOfWord(text: string, from: number, to: number): number {
  let at = from
  while (at < to) {
    const sign = text.charAt(at)
    if (sign === '\\') at++
    else if (sign === "'" || sign === '"') at = endOfQuoted(text, at, to) - 1
    else if (sign === '$' && text[at + 1] === '{') at = endOfBraces(text, at + 1, to) - 1
    else if (sign === '$' && text[at + 1] === '(') return Math.min(to, at + 2)
    else if (separators.includes(sign) || operatorSigns.includes(sign)) break
    at++
  }
  return Math.min(Math.max(at, from), to)
}

/** The index after the closing quote, or `to`. */
function endOfQuoted(text: string, from: number, to: number): number {
  const quote = text[from]
  for (let at = from + 1; at < to; at++) {
    if (text[at] === quote) return at + 1
    if (text[at] === '\\' && quote === '"') at++
  }
  return to
}

function endOfBraces(text: string, from: number, to: number): number {
  let depth = 0
  for (let at = from; at < to; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return at + 1
    else if (text[at] === '\\') at++
  }
  return to
}

/** Takes a stretch that was found. */
export type AddStretch<Kind> = (kind: Kind | StretchKind, from: number, to: number) => void

/** The variables and quoted strings of one word; the rest of it is of kind `plain`, or nothing. */
export function wordStretches<Kind extends string>(
  text: string,
  from: number,
  to: number,
  add: AddStretch<Kind>,
  plain: Kind | StretchKind | undefined,
): void {
  let start = from
  let at = from
  const flush = (end: number) => {
    if (plain !== undefined) add(plain, start, end)
  }
  while (at < to) {
    const sign = text.charAt(at)
    if (sign === '\\') at += 2
    else if (sign === "'" || sign === '"') {
      flush(at)
      const end = endOfQuoted(text, at, to)
      if (sign === "'") add('string', at, end)
      else variableStretches(text, at, end, add, 'string')
      at = start = end
    } else if (sign === '$') {
      const end = endOfVariable(text, at, to)
      if (end > at + 1) {
        flush(at)
        add(text[at + 1] === '(' ? 'operator' : 'variable', at, end)
        start = end
      }
      at = end
    } else at++
  }
  if (start < to) flush(to)
}

/** The variables in a text without quoting; the rest is of kind `plain`, or nothing. */
export function variableStretches<Kind extends string>(
  text: string,
  from: number,
  to: number,
  add: AddStretch<Kind>,
  plain: Kind | StretchKind | undefined,
): void {
  let start = from
  let at = from
  while (at < to) {
    if (text[at] === '\\') at += 2
    else if (text[at] === '$' && text[at + 1] !== '(') {
      const end = endOfVariable(text, at, to)
      if (end > at + 1) {
        if (plain !== undefined) add(plain, start, at)
        add('variable', at, end)
        start = end
      }
      at = end
    } else at++
  }
  if (plain !== undefined && start < to) add(plain, start, to)
}

/** The index after a `$v`, `${…}` or `$(`; the one after the dollar where nothing of that kind follows. */
function endOfVariable(text: string, from: number, to: number): number {
  const first = text.charAt(from + 1)
  if (from + 1 >= to || !(first === '{' || first === '(' || variableStart.test(first))) return from + 1
  if (first === '{') return endOfBraces(text, from + 1, to)
  if (first === '(' || !/[A-Za-z_]/.test(first)) return from + 2
  let at = from + 1
  while (at < to && /[A-Za-z0-9_]/.test(text.charAt(at))) at++
  return at
}
