import type { Budget } from '../../../values/budget.ts'
import type { ByteText } from '../bytes.ts'
import { compileRegex, type Regex } from '../regex/regex.ts'
import { RegexError } from '../regex/syntax.ts'

/** Which lines a command is for. */
export type Address =
  | { readonly kind: 'line'; readonly number: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  /** No regex is the one that was used last. */
  | { readonly kind: 'match'; readonly regex: Regex | undefined }
  /** As the second address: so many lines on, or to the next multiple. */
  | { readonly kind: 'more'; readonly count: number }
  | { readonly kind: 'multiple'; readonly of: number }

/** What replaces a match. `group` 0 is the whole match; `case` changes how the rest is written. */
export type ReplacementPart =
  | { readonly kind: 'text'; readonly text: ByteText }
  | { readonly kind: 'group'; readonly number: number }
  | { readonly kind: 'case'; readonly letter: 'L' | 'U' | 'l' | 'u' | 'E' }

/** One command of a script. */
export interface SedCommand {
  readonly from: Address | undefined
  readonly to: Address | undefined
  readonly isNegated: boolean
  readonly name: string
  /** Text of a, i, c; label of b, t, T; file of r, w; pieces of y. */
  readonly text: ByteText
  readonly number: number | undefined
  readonly substitution?: Substitution
  /** Index of the command after the block, for `{`. */
  end?: number
}

/** `s/regex/replacement/flags`. */
export interface Substitution {
  readonly regex: Regex | undefined
  readonly parts: readonly ReplacementPart[]
  readonly isGlobal: boolean
  readonly nth: number
  readonly prints: boolean
  readonly isMultiline: boolean
  readonly file: ByteText | undefined
}

/** What is wrong in a script, in GNU's words, and after how many characters. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError'
  readonly at: number
  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

/** Which regular expressions a script has, and whether GNU's additions (`1~2`, `q5`, `\\U`) are known. */
export interface ScriptDialect {
  readonly extended: boolean
  readonly isGnu: boolean
}

/** Reads a script. Throws {@link ScriptError}. */
export function parseScript(script: ByteText, dialect: ScriptDialect, budget: Budget): readonly SedCommand[] {
  return new ScriptParser(script, dialect, budget).parse()
}

class ScriptParser {
  readonly #script: ByteText
  readonly #dialect: ScriptDialect
  readonly #budget: Budget
  readonly #commands: SedCommand[] = []
  readonly #open: SedCommand[] = []
  #at = 0

  constructor(script: ByteText, dialect: ScriptDialect, budget: Budget) {
    this.#script = script
    this.#dialect = dialect
    this.#budget = budget
  }

  parse(): readonly SedCommand[] {
    for (;;) {
      this.#skip(/[\s;]*/y)
      if (this.#at >= this.#script.length) break
      if (this.#peek() === '#') {
        this.#skip(/[^\n]*/y)
        continue
      }
      this.#command()
    }
    if (this.#open.length > 0) throw new ScriptError("unmatched `{'", 0)
    return this.#commands
  }

  #peek(): string {
    return this.#script[this.#at] ?? ''
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#script)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  #fail(message: string): never {
    throw new ScriptError(message, Math.min(this.#at, this.#script.length))
  }

  #command(): void {
    const from = this.#address(false)
    this.#skip(/[ \t]*/y)
    let to: Address | undefined
    if (from !== undefined && this.#peek() === ',') {
      this.#at++
      this.#skip(/[ \t]*/y)
      to = this.#address(true)
      if (to === undefined) this.#fail("unexpected `,'")
    }
    if (from?.kind === 'line' && from.number === 0 && to?.kind !== 'match')
      this.#fail('invalid usage of line address 0')
    this.#skip(/[ \t]*/y)
    let isNegated = false
    while (this.#peek() === '!') {
      isNegated = true
      this.#at++
      this.#skip(/[ \t]*/y)
    }
    const name = this.#peek()
    this.#at++
    const base = { from, to, isNegated, name, text: '', number: undefined }
    if (name === '') this.#fail('missing command')
    if (name === '{') {
      const block: SedCommand = { ...base }
      this.#commands.push(block)
      this.#open.push(block)
      return
    }
    if (name === '}') {
      const block = this.#open.pop() ?? this.#fail("unexpected `}'")
      if (from !== undefined) this.#fail("} doesn't want any addresses")
      block.end = this.#commands.length
      this.#ending()
      return
    }
    this.#commands.push(this.#rest(base))
  }

  #rest(base: SedCommand): SedCommand {
    const { name } = base
    if ('dDgGhHnNpPxzF='.includes(name)) {
      this.#ending()
      return base
    }
    if ('qQlL'.includes(name)) {
      this.#skip(/[ \t]*/y)
      const digits = this.#dialect.isGnu ? this.#skip(/\d*/y) : ''
      this.#ending()
      return { ...base, number: digits === '' ? undefined : Number(digits) }
    }
    if ('aic'.includes(name)) return { ...base, text: this.#insertedText() }
    if (name === ':') {
      if (base.from !== undefined) this.#fail(": doesn't want any addresses")
      const text = this.#skip(/[ \t]*[^\n;]*/y).trim()
      if (text === '') this.#fail('":" lacks a label')
      return { ...base, text }
    }
    if ('btT'.includes(name)) return { ...base, text: this.#skip(/[ \t]*[^\n;}]*/y).trim() }
    if ('rRwW'.includes(name)) {
      const text = this.#skip(/[^\n]*/y).trim()
      if (text === '') this.#fail('missing filename in r/R/w/W commands')
      return { ...base, text }
    }
    if (name === 's') return { ...base, substitution: this.#substitution() }
    if (name === 'y') return { ...base, text: this.#transliteration() }
    return this.#fail(`unknown command: \`${name}'`)
  }

  #ending(): void {
    this.#skip(/[ \t]*/y)
    const next = this.#peek()
    if (next === '' || next === '\n' || next === ';' || next === '}' || next === '#') return
    this.#at++
    this.#fail('extra characters after command')
  }

  #address(isSecond: boolean): Address | undefined {
    const sign = this.#peek()
    if (/\d/.test(sign)) {
      const number = Number(this.#skip(/\d+/y))
      if (this.#peek() !== '~' || !this.#dialect.isGnu) return { kind: 'line', number }
      this.#at++
      return { kind: 'step', first: number, step: Number(this.#skip(/\d*/y) || 0) }
    }
    if (sign === '$') {
      this.#at++
      return { kind: 'last' }
    }
    if (isSecond && (sign === '+' || sign === '~')) {
      this.#at++
      const count = Number(this.#skip(/\d*/y) || 0)
      return sign === '+' ? { kind: 'more', count } : { kind: 'multiple', of: count }
    }
    if (sign !== '/' && sign !== '\\') return undefined
    this.#at++
    let delimiter = '/'
    if (sign === '\\') {
      delimiter = this.#peek()
      this.#at++
    }
    const pattern = this.#delimited(delimiter, true)
    if (pattern === undefined) return this.#fail('unterminated address regex')
    const flags = this.#skip(/[IM]*/y)
    return { kind: 'match', regex: this.#regex(pattern, flags.includes('I')) }
  }

  /** The text up to the delimiter, which is passed; undefined when there is none. */
  #delimited(delimiter: string, isPattern: boolean): ByteText | undefined {
    let text = ''
    let inBracket = false
    for (; this.#at < this.#script.length; this.#at++) {
      const sign = this.#peek()
      if (isPattern && inBracket) {
        if (sign === ']' && !/\[\^?$/.test(text)) inBracket = false
      } else if (sign === '\\') {
        this.#at++
        const next = this.#peek()
        if (next === delimiter)
          text +=
            isPattern && /[.*[\]^$+?(){}|]/.test(delimiter)
              ? `\\${delimiter}`
              : isPattern || delimiter !== '&'
                ? delimiter
                : '\\&'
        else text += isPattern && next === 'n' ? '\n' : `\\${next}`
        continue
      } else if (sign === delimiter) {
        this.#at++
        return text
      } else if (isPattern && sign === '[') inBracket = true
      else if (isPattern && sign === '\n') return undefined
      text += sign
    }
    return undefined
  }

  #regex(pattern: ByteText, ignoreCase: boolean): Regex | undefined {
    if (pattern === '') return undefined
    try {
      return compileRegex(pattern, { extended: this.#dialect.extended, ignoreCase }, this.#budget)
    } catch (thrown) {
      if (thrown instanceof RegexError) return this.#fail(thrown.message)
      throw thrown
    }
  }

  #substitution(): Substitution {
    const delimiter = this.#peek()
    this.#at++
    const pattern =
      delimiter === '' || delimiter === '\n' || delimiter === '\\' ? undefined : this.#delimited(delimiter, true)
    const replacement = pattern === undefined ? undefined : this.#delimited(delimiter, false)
    if (pattern === undefined || replacement === undefined) return this.#fail("unterminated `s' command")
    let flags = ''
    let nth = 1
    let file: ByteText | undefined
    for (;;) {
      const flag = this.#peek()
      if (/\d/.test(flag)) {
        nth = Number(this.#skip(/\d+/y))
        if (nth === 0) this.#fail("number option to `s' command may not be zero")
      } else if (flag === 'w') {
        this.#at++
        file = this.#skip(/[^\n]*/y).trim()
        break
      } else if (flag !== '' && 'gpiImMe'.includes(flag)) {
        if (flag === 'g' && flags.includes('g')) this.#fail("multiple `g' options to `s' command")
        if (flag === 'p' && flags.includes('p')) this.#fail("multiple `p' options to `s' command")
        flags += flag
        this.#at++
      } else break
    }
    this.#skip(/[ \t]*/y)
    if (!['', '\n', ';', '}', '#'].includes(this.#peek())) {
      this.#at++
      this.#fail("unknown option to `s'")
    }
    const regex = this.#regex(pattern, /[iI]/.test(flags))
    const parts = partsOf(replacement, this.#dialect.isGnu)
    const highest = Math.max(0, ...parts.map((part) => (part.kind === 'group' ? part.number : 0)))
    if (regex !== undefined && highest > regex.groups)
      this.#fail(`invalid reference \\${highest} on \`s' command's RHS`)
    return {
      regex,
      parts,
      isGlobal: flags.includes('g'),
      nth,
      prints: flags.includes('p'),
      isMultiline: /[mM]/.test(flags),
      file,
    }
  }

  #transliteration(): ByteText {
    const delimiter = this.#peek()
    this.#at++
    const from = this.#delimited(delimiter, false)
    const to = from === undefined ? undefined : this.#delimited(delimiter, false)
    if (from === undefined || to === undefined) return this.#fail("unterminated `y' command")
    const [before, after] = [unescaped(from), unescaped(to)]
    if (before.length !== after.length) this.#fail("strings for `y' command are different lengths")
    this.#ending()
    return before + after
  }

  #insertedText(): ByteText {
    this.#skip(/[ \t]*/y)
    if (this.#at >= this.#script.length) this.#fail("expected \\ after `a', `c' or `i'")
    if (this.#peek() === '\\') {
      this.#at++
      // One-line form: `a\text`; a backslash before blanks keeps them.
      this.#skip(/[ \t]*\n/y)
    }
    let text = ''
    for (; this.#at < this.#script.length; this.#at++) {
      const sign = this.#peek()
      if (sign === '\n') break
      if (sign === '\\' && this.#at + 1 < this.#script.length) {
        this.#at++
        const next = this.#peek()
        text += next === 't' ? '\t' : next
      } else text += sign
    }
    return text
  }
}

function unescaped(text: ByteText): ByteText {
  return text.replace(/\\(.)/gs, (_, sign: string) => escapes[sign] ?? sign)
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\x07' }

function partsOf(text: ByteText, isGnu: boolean): readonly ReplacementPart[] {
  const parts: ReplacementPart[] = []
  let plain = ''
  const flush = (): void => {
    if (plain !== '') parts.push({ kind: 'text', text: plain })
    plain = ''
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (sign === '&') {
      flush()
      parts.push({ kind: 'group', number: 0 })
    } else if (sign === '\\' && at + 1 < text.length) {
      const next = text[++at] ?? ''
      if (/\d/.test(next)) {
        flush()
        parts.push({ kind: 'group', number: Number(next) })
      } else if (
        isGnu &&
        /[LUluE]/.test(next) &&
        (next === 'L' || next === 'U' || next === 'l' || next === 'u' || next === 'E')
      ) {
        flush()
        parts.push({ kind: 'case', letter: next })
      } else plain += escapes[next] ?? next
    } else plain += sign
  }
  flush()
  return parts
}
