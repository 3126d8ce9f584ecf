import { isSpace } from './blanks.ts'
import { parsePattern, replaceAll, replaceFirst, reversePatternText, withoutPrefix, withoutSuffix } from './pattern.ts'

/** Where variables come from. `get` gives undefined for one that is not set. */
export interface Variables {
  readonly get: (name: string) => string | undefined
}

/** How the lexer reads. All false is the usual way: quotes and escapes removed, variables expanded. */
export interface LexerOptions {
  readonly escape: '\\' | '`'
  /** Quotes stay in the result. */
  readonly rawQuotes?: boolean
  /** Escape characters stay in the result. */
  readonly rawEscapes?: boolean
  /** A variable that is not set stays as it is written. */
  readonly keepUnset?: boolean
  /** Quotes are ordinary characters. */
  readonly plainQuotes?: boolean
}

/** A word of a text that was split: its result, and where in the text it begins and ends. */
export interface LexedWord {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** What reading a text gave. When `error` is there, text and words are empty. */
export interface Lexed {
  readonly text: string
  readonly words: readonly LexedWord[]
  readonly used: readonly string[]
  readonly unset: readonly string[]
  readonly error?: string
}

/**
 * Reads a text as the builder's shell lexer does: quotes, escapes, `$v` and `${v…}`, and the split into words at white space that is
 * neither quoted nor escaped. Never throws; an error is the bare one, without `failed to process`.
 * Source: moby/buildkit frontend/dockerfile/shell/lex.go; quirks settled by a recorded docker.
 */
export function lex(text: string, variables: Variables, options: LexerOptions): Lexed {
  const lexer = new Lexer(text, variables, options)
  try {
    const result = lexer.read(undefined, options.rawEscapes === true)
    return { text: result, words: lexer.words(), used: [...lexer.used], unset: [...lexer.unset] }
  } catch (thrown) {
    if (!(thrown instanceof LexerFailure)) throw thrown
    return { text: '', words: [], used: [...lexer.used], unset: [...lexer.unset], error: thrown.message }
  }
}

class LexerFailure extends Error {}

/** `${a:-${b:-…}}` deeper than this is refused, and so are values that grow without end. */
const deepest = 500
const longest = 4 << 20

class Lexer {
  readonly used = new Set<string>()
  readonly unset = new Set<string>()
  private readonly text: string
  private readonly variables: Variables
  private readonly options: LexerOptions
  private readonly found: LexedWord[] = []
  private rawEscapes = false
  private at: number
  private depth = 0
  private expanded = 0
  private word = ''
  private wordFrom = -1

  constructor(text: string, variables: Variables, options: LexerOptions) {
    this.text = text
    this.variables = variables
    this.options = options
    // Go's scanner drops a byte order mark at the start.
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  }

  words(): readonly LexedWord[] {
    this.endWord(this.text.length)
    return this.found
  }

  /** Reads up to the end, or to an unquoted `stop`, which is passed over. */
  read(stop: '}' | '/' | undefined, rawEscapes: boolean): string {
    const before = this.rawEscapes
    this.rawEscapes = rawEscapes
    if (++this.depth > deepest) throw new LexerFailure('substitutions are nested too deeply')
    let result = ''
    while (this.at < this.text.length) {
      const character = this.text[this.at] ?? ''
      if (character === stop) {
        this.at++
        this.rawEscapes = before
        this.depth--
        return result
      }
      const from = this.at
      const piece = this.readPiece(character)
      result += piece
      if (stop === undefined) this.addToWord(piece, from, character)
    }
    if (stop !== undefined) throw new LexerFailure(`unexpected end of statement while looking for matching ${stop}`)
    return result
  }

  private readPiece(character: string): string {
    if (character === '$') return this.readDollar()
    if (!this.options.plainQuotes) {
      if (character === "'") return this.readSingleQuoted()
      if (character === '"') return this.readDoubleQuoted()
      if (character === '<') return this.readAngle()
    }
    if (character === this.options.escape) return this.readEscaped()
    this.at++
    return character
  }

  private readEscaped(): string {
    const next = this.text[this.at + 1] ?? ''
    const kept = this.rawEscapes ? this.options.escape + next : next
    this.at = Math.min(this.at + 2, this.text.length)
    return kept
  }

  /** `<<` keeps the blanks after it, so that `<< EOF` is one word. */
  private readAngle(): string {
    const from = this.at++
    if (this.text[this.at] !== '<') return '<'
    this.at++
    while (' \t\r\n'.includes(this.text[this.at] ?? '-')) this.at++
    return this.text.slice(from, this.at)
  }

  private readSingleQuoted(): string {
    const end = this.text.indexOf("'", this.at + 1)
    if (end === -1) {
      this.at = this.text.length
      throw new LexerFailure('unexpected end of statement while looking for matching single-quote')
    }
    const inside = this.text.slice(this.at + 1, end)
    this.at = end + 1
    return this.options.rawQuotes ? `'${inside}'` : inside
  }

  private readDoubleQuoted(): string {
    const quote = this.options.rawQuotes ? '"' : ''
    let result = quote
    this.at++
    while (this.at < this.text.length) {
      const character = this.text[this.at] ?? ''
      if (character === '"') {
        this.at++
        return result + quote
      }
      if (character === '$') result += this.readDollar()
      else {
        this.at++
        result += character === this.options.escape ? this.readQuotedEscape() : character
      }
    }
    throw new LexerFailure('unexpected end of statement while looking for matching double-quote')
  }

  /** Inside double quotes the escape character only takes effect before a quote, a dollar and itself. */
  private readQuotedEscape(): string {
    const mark = this.options.escape
    const kept = this.rawEscapes ? mark : ''
    const next = this.text[this.at]
    if (next === undefined) return kept
    if (next !== '"' && next !== '$' && next !== mark) return kept + mark
    this.at++
    return kept + next
  }

  private readDollar(): string {
    this.at++
    if (this.text[this.at] === '{') {
      this.at++
      return this.readBraced()
    }
    const name = this.readName()
    if (name === '') return '$'
    return this.value(name) ?? (this.options.keepUnset ? `$${name}` : '')
  }

  private readBraced(): string {
    const first = this.text[this.at]
    if (first === undefined) throw new LexerFailure("syntax error: missing '}'")
    if (first === '{' || first === '}' || first === ':') throw new LexerFailure('syntax error: bad substitution')
    const name = this.readName()
    const modifier = this.next()
    if (modifier === '}') return this.value(name) ?? (this.options.keepUnset ? `\${${name}}` : '')
    if (modifier === '/') return this.readReplacement(name)
    if (modifier === ':') return this.readModified(name, this.next(), true)
    if ('+-?#%'.includes(modifier)) return this.readModified(name, modifier, false)
    throw new LexerFailure(`unsupported modifier (${modifier}) in substitution`)
  }

  private readModified(name: string, modifier: string, emptyIsUnset: boolean): string {
    const written = emptyIsUnset ? `:${modifier}` : modifier
    const trims = modifier === '#' || modifier === '%'
    if (emptyIsUnset && trims) throw new LexerFailure(`unsupported modifier (${written}) in substitution`)
    const word = this.readUntil('}', trims, "syntax error: missing '}'")
    const value = this.value(name)
    if (value === undefined && this.options.keepUnset) return `\${${name}${written}${word}}`
    const missing = value === undefined || (emptyIsUnset && value === '')
    switch (modifier) {
      case '-':
        return missing ? word : value
      case '+':
        return missing ? '' : word
      case '?':
        if (!missing) return value
        throw new LexerFailure(`${name}: ${word || `is not allowed to be ${value === undefined ? 'unset' : 'empty'}`}`)
      case '#':
      case '%':
        return trimmed(value ?? '', word, modifier)
      default:
        throw new LexerFailure(`unsupported modifier (${written}) in substitution`)
    }
  }

  private readReplacement(name: string): string {
    const all = this.text[this.at] === '/'
    if (all) this.at++
    const patternText = this.readUntil('/', true, `syntax error: missing '/' in \${}`)
    const replacement = this.readUntil('}', true, "syntax error: missing '}'")
    const value = this.value(name)
    // The builder writes one slash here even where there were two.
    if (value === undefined && this.options.keepUnset) return `\${${name}/${patternText}/${replacement}}`
    const pattern = parsePattern(patternText)
    if ('error' in pattern) throw new LexerFailure(pattern.error)
    return all ? replaceAll(value ?? '', pattern, replacement) : replaceFirst(value ?? '', pattern, replacement)
  }

  private readUntil(stop: '}' | '/', rawEscapes: boolean, missing: string): string {
    try {
      return this.read(stop, rawEscapes)
    } catch (thrown) {
      // Whatever went wrong, at the end of the text the builder blames the missing end.
      if (thrown instanceof LexerFailure && this.at >= this.text.length && this.depth < deepest)
        throw new LexerFailure(missing)
      throw thrown
    }
  }

  private next(): string {
    const code = this.text.codePointAt(this.at)
    if (code === undefined) return '\ufffd'
    const character = String.fromCodePoint(code)
    this.at += character.length
    return character
  }

  private readName(): string {
    const from = this.at
    const first = this.text[from]
    if (first === undefined) return ''
    namePattern.lastIndex = from
    const name = namePattern.exec(this.text)?.[0] ?? ''
    this.at += name.length
    return name
  }

  private value(name: string): string | undefined {
    const value = this.variables.get(name)
    this.used.add(name)
    if (value === undefined) this.unset.add(name)
    else this.expanded += value.length
    if (this.expanded > longest) throw new LexerFailure('argument list too long')
    return value
  }

  private addToWord(piece: string, from: number, character: string): void {
    if (character === '$') {
      for (const unit of piece) this.addUnit(unit, from)
    } else if (this.at === from + 1 && character !== this.options.escape) this.addUnit(piece, from)
    else this.addRaw(piece, from)
  }

  private addUnit(unit: string, from: number): void {
    if (!isSpace(unit.charCodeAt(0))) this.addRaw(unit, from)
    else this.endWord(from)
  }

  private addRaw(piece: string, from: number): void {
    if (this.wordFrom === -1) this.wordFrom = from
    this.word += piece
  }

  private endWord(to: number): void {
    if (this.word !== '') this.found.push({ text: this.word, from: this.wordFrom, to })
    this.word = ''
    this.wordFrom = -1
  }
}

/** Digits, one special parameter, or letters, digits and `_`. */
const namePattern = /\p{Nd}+|[@*#?\-$!]|[\p{L}_][\p{L}\p{Nd}_]*/uy

function trimmed(value: string, word: string, modifier: '#' | '%'): string {
  const twice = word.startsWith(modifier)
  const text = twice ? word.slice(1) : word
  const pattern = parsePattern(modifier === '#' ? text : reversePatternText(text))
  if ('error' in pattern) throw new LexerFailure(pattern.error)
  return modifier === '#' ? withoutPrefix(value, pattern, twice) : withoutSuffix(value, pattern, twice)
}
