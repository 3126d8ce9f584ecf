/**
 * POSIX regular expressions, basic and extended, with GNU's additions. They match bytes: a text holds one character for each byte, as in the
 * C locale. Source: POSIX XBD chapter 9; GNU grep manual, "The Backslash Character and Special Expressions".
 */
export type Item =
  | { readonly kind: 'set'; readonly set: ByteSet }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'group'; readonly number: number; readonly item: Item }
  | { readonly kind: 'back'; readonly number: number }
  | { readonly kind: 'repeat'; readonly item: Item; readonly from: number; readonly to: number }
  | { readonly kind: 'all'; readonly items: readonly Item[] }
  | { readonly kind: 'either'; readonly items: readonly Item[] }

export type Assertion = 'lineStart' | 'lineEnd' | 'textStart' | 'textEnd' | 'edge' | 'inside' | 'wordStart' | 'wordEnd'

/** 256 flags: which bytes match. */
export type ByteSet = Uint8Array

/** How a pattern is to be read. */
export interface RegexSyntax {
  readonly extended: boolean
  readonly ignoreCase?: boolean
  /** awk: a backslash also escapes in brackets, and `\t`, `\n` and the like are characters. */
  readonly escapes?: boolean
}

export interface ParsedRegex {
  readonly item: Item
  readonly groups: number
  readonly hasBackReference: boolean
}

/** The words of glibc's `regcomp` for a pattern it cannot read. */
export class RegexError extends Error {
  override readonly name = 'RegexError'
}

const classes: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[ \t\n\v\f\r]/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  print: /[ -~]/,
  graph: /[!-~]/,
  cntrl: /[\x00-\x1f\x7f]/,
  xdigit: /[0-9A-Fa-f]/,
}

/** The bytes of a named class, `alpha`; undefined for a name that POSIX does not know. */
export function namedClass(name: string): ByteSet | undefined {
  const pattern = Object.hasOwn(classes, name) ? classes[name] : undefined
  return pattern && setWhere((byte) => pattern.test(String.fromCharCode(byte)))
}

/** The set of bytes for which `holds` is true. */
export function setWhere(holds: (byte: number) => boolean): ByteSet {
  return Uint8Array.from({ length: 256 }, (_, byte) => (holds(byte) ? 1 : 0))
}

const anyByte = setWhere((byte) => byte !== 0)
const wordBytes = setWhere((byte) => /[A-Za-z0-9_]/.test(String.fromCharCode(byte)))
const spaceBytes = setWhere((byte) => /[ \t\n\v\f\r]/.test(String.fromCharCode(byte)))
const endless = Number.POSITIVE_INFINITY
const mostRepeats = 32767

/** Reads a pattern. Throws {@link RegexError} with glibc's words for one that cannot be read. */
export function parseRegex(pattern: string, syntax: RegexSyntax): ParsedRegex {
  return new Parser(pattern, syntax).parse()
}

class Parser {
  readonly #pattern: string
  readonly #syntax: RegexSyntax
  #at = 0
  #groups = 0
  #open = 0
  #closed = new Set<number>()
  #hasBackReference = false

  constructor(pattern: string, syntax: RegexSyntax) {
    this.#pattern = pattern
    this.#syntax = syntax
  }

  parse(): ParsedRegex {
    const item = this.#either()
    if (this.#at < this.#pattern.length) throw new RegexError('Unmatched ) or \\)')
    return { item, groups: this.#groups, hasBackReference: this.#hasBackReference }
  }

  #sees(text: string): boolean {
    return this.#pattern.startsWith(text, this.#at)
  }

  #take(text: string): boolean {
    if (!this.#sees(text)) return false
    this.#at += text.length
    return true
  }

  /** An operator, written plainly in extended and with a backslash in basic expressions. */
  #operator(sign: string): string {
    return this.#syntax.extended ? sign : `\\${sign}`
  }

  #either(): Item {
    const items = [this.#sequence()]
    while (this.#take(this.#operator('|'))) items.push(this.#sequence())
    return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'either', items }
  }

  #atSequenceEnd(): boolean {
    if (this.#at >= this.#pattern.length || this.#sees(this.#operator('|'))) return true
    return this.#sees(this.#operator(')')) && (this.#open > 0 || !this.#syntax.extended)
  }

  #sequence(): Item {
    const items: Item[] = []
    while (!this.#atSequenceEnd()) {
      const atom = this.#atom(items.length === 0)
      items.push(this.#repeated(atom))
    }
    return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'all', items }
  }

  #atom(isFirst: boolean): Item {
    const { extended } = this.#syntax
    if (this.#take(this.#operator('('))) return this.#group()
    const sign = this.#pattern[this.#at] ?? ''
    if (sign === '\\') return this.#escaped()
    this.#at++
    if (sign === '.') return { kind: 'set', set: anyByte }
    if (sign === '[') return { kind: 'set', set: this.#bracket() }
    if (sign === '^' && (extended || isFirst)) return { kind: 'assert', what: 'lineStart' }
    if (sign === '$' && (extended || this.#atSequenceEnd())) return { kind: 'assert', what: 'lineEnd' }
    if (extended && isFirst && (sign === '*' || sign === '+' || sign === '?')) return { kind: 'all', items: [] }
    if (extended && isFirst && sign === '{' && /^[0-9]+(,[0-9]*)?\}/.test(this.#pattern.slice(this.#at)))
      throw new RegexError('Invalid preceding regular expression')
    return this.#character(sign.charCodeAt(0))
  }

  #group(): Item {
    const number = ++this.#groups
    this.#open++
    const item = this.#either()
    this.#open--
    if (!this.#take(this.#operator(')'))) throw new RegexError('Unmatched ( or \\(')
    this.#closed.add(number)
    return { kind: 'group', number, item }
  }

  #character(byte: number): Item {
    return { kind: 'set', set: this.#folded(setWhere((other) => other === byte)) }
  }

  #folded(set: ByteSet): ByteSet {
    if (!this.#syntax.ignoreCase) return set
    for (let upper = 65; upper <= 90; upper++)
      if (set[upper] || set[upper + 32]) {
        set[upper] = 1
        set[upper + 32] = 1
      }
    return set
  }

  #escaped(): Item {
    const sign = this.#pattern[this.#at + 1]
    if (sign === undefined) throw new RegexError('Trailing backslash')
    this.#at += 2
    if (sign >= '1' && sign <= '9' && !this.#syntax.escapes) return this.#backReference(Number(sign))
    if (this.#syntax.escapes) {
      this.#at -= 1
      return this.#character(this.#awkEscape())
    }
    const assertion = assertions[sign]
    if (assertion !== undefined) return { kind: 'assert', what: assertion }
    if (sign === 'w' || sign === 'W') return { kind: 'set', set: sign === 'w' ? wordBytes : inverse(wordBytes) }
    if (sign === 's' || sign === 'S') return { kind: 'set', set: sign === 's' ? spaceBytes : inverse(spaceBytes) }
    if (sign === 'n') return this.#character(10)
    if (sign === 't') return this.#character(9)
    return this.#character(sign.charCodeAt(0))
  }

  #backReference(number: number): Item {
    if (!this.#closed.has(number)) throw new RegexError('Invalid back reference')
    this.#hasBackReference = true
    return { kind: 'back', number }
  }

  /** The byte after a backslash as awk reads it; `#at` stands on the sign. */
  #awkEscape(): number {
    const octal = /^[0-7]{1,3}/.exec(this.#pattern.slice(this.#at, this.#at + 3))?.[0]
    if (octal !== undefined) {
      this.#at += octal.length
      return Number.parseInt(octal, 8) & 255
    }
    const sign = this.#pattern[this.#at++] ?? '\\'
    const known = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7, b: 8 }[sign]
    return known ?? sign.charCodeAt(0)
  }

  #repeated(atom: Item): Item {
    let item = atom
    for (;;) {
      const bounds = this.#bounds(item)
      if (bounds === undefined) return item
      item = { kind: 'repeat', item, ...bounds }
    }
  }

  #bounds(item: Item): { from: number; to: number } | undefined {
    const isBasicAnchor = !this.#syntax.extended && item.kind === 'assert'
    if (!isBasicAnchor && this.#take('*')) return { from: 0, to: endless }
    if (this.#take(this.#operator('+'))) return { from: 1, to: endless }
    if (this.#take(this.#operator('?'))) return { from: 0, to: 1 }
    if (!this.#sees(this.#operator('{'))) return undefined
    return this.#interval()
  }

  #interval(): { from: number; to: number } | undefined {
    const { extended } = this.#syntax
    const found = (extended ? /^\{([0-9]*)(,?)([0-9]*)\}/ : /^\\\{([0-9]*)(,?)([0-9]*)\\\}/).exec(
      this.#pattern.slice(this.#at),
    )
    if (found === null || (found[1] === '' && found[2] === '')) {
      // A brace that opens no interval is a plain character in extended expressions.
      if (extended) return undefined
      throw new RegexError(this.#pattern.includes('\\}', this.#at) ? 'Invalid content of \\{\\}' : 'Unmatched { or \\{')
    }
    this.#at += found[0].length
    const from = Number(found[1] || 0)
    const to = found[2] === '' ? from : found[3] === '' ? endless : Number(found[3])
    if (from > to) throw new RegexError('Invalid content of \\{\\}')
    if (from > mostRepeats || (to !== endless && to > mostRepeats)) throw new RegexError('Regular expression too big')
    return { from, to }
  }

  #bracket(): ByteSet {
    const isInverse = this.#take('^')
    const set = new Uint8Array(256)
    for (let isFirst = true; isFirst || !this.#sees(']'); isFirst = false) {
      if (this.#at >= this.#pattern.length) throw new RegexError('Unmatched [, [^, [:, [., or [=')
      const named = this.#bracketClass()
      if (named !== undefined) {
        for (let byte = 0; byte < 256; byte++) if (named[byte]) set[byte] = 1
        continue
      }
      const from = this.#bracketByte()
      let to = from
      if (this.#sees('-') && this.#pattern[this.#at + 1] !== ']' && this.#at + 1 < this.#pattern.length) {
        this.#at++
        to = this.#bracketByte()
        if (to < from) throw new RegexError('Invalid range end')
      }
      for (let byte = from; byte <= to; byte++) set[byte] = 1
    }
    this.#at++
    return isInverse ? inverse(this.#folded(set)) : this.#folded(set)
  }

  #bracketClass(): ByteSet | undefined {
    if (!this.#sees('[:')) return undefined
    const end = this.#pattern.indexOf(':]', this.#at + 2)
    if (end === -1) throw new RegexError('Unmatched [, [^, [:, [., or [=')
    const named = namedClass(this.#pattern.slice(this.#at + 2, end))
    if (named === undefined) throw new RegexError('Invalid character class name')
    this.#at = end + 2
    return named
  }

  #bracketByte(): number {
    const symbol = /^\[([.=])(.)\1\]/s.exec(this.#pattern.slice(this.#at, this.#at + 5))
    if (symbol?.[2] !== undefined) {
      this.#at += symbol[0].length
      return symbol[2].charCodeAt(0)
    }
    if (this.#syntax.escapes && this.#sees('\\')) {
      this.#at++
      return this.#awkEscape()
    }
    return this.#pattern.charCodeAt(this.#at++) & 255
  }
}

const assertions: Readonly<Record<string, Assertion>> = {
  '<': 'wordStart',
  '>': 'wordEnd',
  b: 'edge',
  B: 'inside',
  '`': 'textStart',
  "'": 'textEnd',
}

function inverse(set: ByteSet): ByteSet {
  return setWhere((byte) => !set[byte])
}
