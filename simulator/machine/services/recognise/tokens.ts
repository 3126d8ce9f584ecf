import { NotUnderstood } from './syntax.ts'

export type Language = 'python' | 'javascript' | 'go' | 'java'

export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'template' | 'mark' | 'newline' | 'end'
  /** A text without its quotes, escapes read. */
  readonly text: string
  /** From 1. */
  readonly line: number
  /** A newline's: how far the line after it is indented. */
  readonly indent: number
  /** A template's texts, and the sources of what stands between them. */
  readonly parts: readonly (string | TemplateSlot)[]
}

export interface TemplateSlot {
  readonly source: string
  readonly format: string
}

/** A source of more characters is no small service. */
const longestSource = 100_000

const marks =
  '>>>= === !== **= ... <<= >>= => := <- -> == != <= >= && || ?? ?. += -= *= /= %= &= |= // ** ++ -- :: ??='.split(' ')

/** Takes a source apart. Throws {@link NotUnderstood} for one that is too long or has a text without end. */
export function tokensOf(source: string, language: Language): readonly Token[] {
  if (source.length > longestSource) throw new NotUnderstood('long')
  return new Scanner(source, language).all()
}

class Scanner {
  readonly #source: string
  readonly #language: Language
  readonly #tokens: Token[] = []
  #at = 0
  #line = 1
  #depth = 0

  constructor(source: string, language: Language) {
    this.#source = source
    this.#language = language
  }

  all(): readonly Token[] {
    if (this.#language === 'python') this.#push('newline', '', { indent: this.#indentHere() })
    while (this.#at < this.#source.length) this.#next()
    this.#endLine(0)
    this.#push('end', '')
    return this.#tokens
  }

  #next(): void {
    const character = this.#source[this.#at] ?? ''
    const two = this.#source.slice(this.#at, this.#at + 2)
    if (character === '\n') {
      this.#at += 1
      this.#line += 1
      this.#endLine(this.#language === 'python' ? this.#indentHere() : 0)
    } else if (/\s/.test(character)) this.#at += 1
    else if (this.#language === 'python' && two === '\\\n') {
      this.#at += 2
      this.#line += 1
    } else if (this.#language === 'python' ? character === '#' : two === '//' || two === '#!') this.#skipTo('\n', 0)
    else if (this.#language !== 'python' && two === '/*') this.#skipTo('*/', 2)
    else if (this.#readText()) return
    else if (/[\p{L}_$]/u.test(character)) this.#readName()
    else if (/\d/.test(character)) this.#readNumber()
    else this.#readMark()
  }

  #endLine(indent: number): void {
    const last = this.#tokens.at(-1)
    if (this.#language === 'python') {
      if (this.#depth > 0) return
      if (last?.kind === 'newline') this.#tokens.pop()
      this.#push('newline', '', { indent })
    } else if (this.#language === 'go' && last !== undefined && endsStatement(last)) this.#push('mark', ';')
  }

  #indentHere(): number {
    let indent = 0
    for (let at = this.#at; /[ \t]/.test(this.#source[at] ?? ''); at++)
      indent += this.#source[at] === '\t' ? 8 - (indent % 8) : 1
    return indent
  }

  #skipTo(end: string, extra: number): void {
    const found = this.#source.indexOf(end, this.#at + extra)
    this.#moveTo(found === -1 ? this.#source.length : found + extra)
  }

  #moveTo(at: number): void {
    for (let from = this.#at; from < at; from++) if (this.#source[from] === '\n') this.#line += 1
    this.#at = at
  }

  #readName(): void {
    let end = this.#at
    while (/[\p{L}\p{N}_$]/u.test(this.#source[end] ?? '')) end += 1
    this.#push('name', this.#source.slice(this.#at, end))
    this.#at = end
  }

  #readNumber(): void {
    let end = this.#at
    while (/[\w.]/.test(this.#source[end] ?? '')) end += 1
    this.#push('number', this.#source.slice(this.#at, end).replaceAll('_', ''))
    this.#at = end
  }

  #readMark(): void {
    const mark =
      marks.find((one) => (one !== '//' || this.#language === 'python') && this.#source.startsWith(one, this.#at)) ??
      this.#source[this.#at] ??
      ''
    if (mark === '/' && this.#language === 'javascript' && !endsOperand(this.#tokens.at(-1)))
      throw new NotUnderstood('a regular expression')
    if ('([{'.includes(mark)) this.#depth += 1
    else if (')]}'.includes(mark)) this.#depth -= 1
    this.#push('mark', mark)
    this.#at += mark.length
  }

  #readText(): boolean {
    const from = this.#at
    const prefix = this.#language === 'python' ? prefixAt(this.#source, from) : ''
    const open = from + prefix.length
    const quote = this.#source[open] ?? ''
    if (quote !== '"' && quote !== "'" && !(quote === '`' && this.#language !== 'python')) return false
    const isLong =
      (this.#language === 'python' || this.#language === 'java') && this.#source.startsWith(quote.repeat(3), open)
    const end = isLong ? quote.repeat(3) : quote
    const isRaw = /r/i.test(prefix) || (quote === '`' && this.#language === 'go')
    const isTemplate = /f/i.test(prefix) || (quote === '`' && this.#language === 'javascript')
    const close = this.#closeOf(open + end.length, end, isRaw, isLong || quote === '`')
    const inner = this.#source.slice(open + end.length, close)
    const line = this.#line
    this.#moveTo(close + end.length)
    if (isTemplate) this.#push('template', inner, { parts: templateParts(inner, this.#language, isRaw), line })
    else this.#push('text', isRaw ? inner : unescaped(inner), { line })
    return true
  }

  #closeOf(from: number, end: string, isRaw: boolean, mayBreak: boolean): number {
    for (let at = from; at < this.#source.length; at++) {
      if (this.#source[at] === '\\' && !(isRaw && this.#language === 'go')) at += 1
      else if (this.#source.startsWith(end, at)) return at
      else if (this.#source[at] === '\n' && !mayBreak) break
    }
    throw new NotUnderstood('a text without end')
  }

  #push(kind: Token['kind'], text: string, more: Partial<Token> = {}): void {
    this.#tokens.push({ kind, text, line: this.#line, indent: 0, parts: [], ...more })
  }
}

function prefixAt(source: string, at: number): string {
  return /^(?:[fbru]|rb|br|fr|rf)(?=["'])/i.exec(source.slice(at, at + 3))?.[0] ?? ''
}

/** Where Go puts a semicolon at a line's end. Source: the Go specification, "Semicolons". */
function endsStatement(token: Token): boolean {
  if (token.kind === 'mark') return [')', ']', '}', '++', '--'].includes(token.text)
  return token.kind !== 'newline'
}

function endsOperand(token: Token | undefined): boolean {
  if (token === undefined) return false
  return token.kind === 'mark' ? [')', ']', '}'].includes(token.text) : token.text !== 'return'
}

/** The texts and sources of a Python f-string, or of a JavaScript template. */
function templateParts(inner: string, language: Language, isRaw: boolean): readonly (string | TemplateSlot)[] {
  const parts: (string | TemplateSlot)[] = []
  const text = (part: string): void => {
    if (part !== '') parts.push(isRaw ? part : unescaped(part))
  }
  let from = 0
  for (let at = 0; at < inner.length; at++) {
    if (inner[at] === '\\') at += 1
    else if (language === 'python' && (inner.startsWith('{{', at) || inner.startsWith('}}', at))) {
      text(inner.slice(from, at + 1))
      from = at + 2
      at += 1
    } else if (language === 'python' ? inner[at] === '{' : inner.startsWith('${', at)) {
      const open = language === 'python' ? at : at + 1
      const close = closingBrace(inner, open)
      text(inner.slice(from, at))
      parts.push(slotOf(inner.slice(open + 1, close), language))
      from = close + 1
      at = close
    }
  }
  text(inner.slice(from))
  return parts
}

function closingBrace(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth += 1
    else if (text[at] === '}' && --depth === 0) return at
  }
  throw new NotUnderstood('a brace without end')
}

/** `value:.2f` of Python; the colon of an index or a call does not count. */
function slotOf(source: string, language: Language): TemplateSlot {
  if (language !== 'python') return { source, format: '' }
  let depth = 0
  for (let at = 0; at < source.length; at++) {
    if ('([{'.includes(source[at] ?? '')) depth += 1
    else if (')]}'.includes(source[at] ?? '')) depth -= 1
    else if (depth === 0 && source[at] === ':') return { source: source.slice(0, at), format: source.slice(at + 1) }
  }
  return { source, format: '' }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', '\n': '' }

function unescaped(text: string): string {
  return text.replace(
    /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([\s\S]))/gi,
    (_, long, four, two, one) => {
      const code = Number.parseInt(long ?? four ?? two ?? '', 16)
      if (Number.isNaN(code)) return escapes[one] ?? one
      return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
    },
  )
}
