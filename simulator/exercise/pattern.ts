/**
 * Regular expressions of exercises, matched in time that grows with the text alone: an exercise from elsewhere must not be able to hang a page. Letters, `.`,
 * classes, `\d \w \s \b`-less escapes, groups, `|`, `* + ?`, `{n,m}` up to 50, `^` and `$` at lines. Nothing that looks back or ahead.
 */
export type Pattern = { readonly matches: (text: string) => boolean }

/** A pattern, or why its text is none. */
export type ReadPattern =
  | { readonly kind: 'read'; readonly pattern: Pattern }
  | { readonly kind: 'failed'; readonly message: string }

/** How many states one may have. */
const mostStates = 3000
const mostRepeats = 50
/** Characters of a text that are looked at. */
const longestText = 200_000

type Test = (unit: string) => boolean
/** A state of the automaton: it reads one character, splits, looks at a line's edge, or is the end. */
type State =
  | { readonly kind: 'read'; readonly test: Test; next: number }
  | { readonly kind: 'split'; next: number; other: number }
  | { readonly kind: 'edge'; readonly isStart: boolean; next: number }
  | { readonly kind: 'end' }

type Node =
  | { readonly kind: 'one'; readonly test: Test }
  | { readonly kind: 'edge'; readonly isStart: boolean }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly least: number; readonly most: number }

class PatternError extends Error {}

const known = new Map<string, ReadPattern>()

/** Reads a pattern; never throws. */
export function readPattern(text: string): ReadPattern {
  const before = known.get(text)
  if (before !== undefined) return before
  let read: ReadPattern
  try {
    const reader = new Reader(text)
    const states = statesOf(reader.whole())
    read = { kind: 'read', pattern: { matches: (subject) => run(states, subject) } }
  } catch (thrown) {
    if (!(thrown instanceof PatternError)) throw thrown
    read = { kind: 'failed', message: `/${text}/: ${thrown.message}` }
  }
  if (known.size > 500) known.clear()
  known.set(text, read)
  return read
}

/** Whether a pattern occurs in a text. Throws RangeError for a text that is no pattern: those are refused when an exercise is read. */
export function occurs(pattern: string, text: string): boolean {
  const read = readPattern(pattern)
  if (read.kind === 'failed') throw new RangeError(read.message)
  return read.pattern.matches(text)
}

class Reader {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): Node {
    const node = this.#choice()
    if (this.#at < this.#text.length) throw new PatternError('a ) too many')
    return node
  }

  #choice(): Node {
    this.#depth += 1
    if (this.#depth > 20) throw new PatternError('groups within groups at most 20 deep')
    const parts = [this.#sequence()]
    while (this.#take('|')) parts.push(this.#sequence())
    this.#depth -= 1
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts }
  }

  #sequence(): Node {
    const parts: Node[] = []
    while (this.#at < this.#text.length && !'|)'.includes(this.#peek())) parts.push(this.#repeated(this.#atom()))
    return { kind: 'sequence', parts }
  }

  #repeated(part: Node): Node {
    let node = part
    for (;;) {
      if (this.#take('*')) node = { kind: 'repeat', part: node, least: 0, most: Number.POSITIVE_INFINITY }
      else if (this.#take('+')) node = { kind: 'repeat', part: node, least: 1, most: Number.POSITIVE_INFINITY }
      else if (this.#take('?')) node = { kind: 'repeat', part: node, least: 0, most: 1 }
      else {
        const counts = /^\{(\d{1,3})(,(\d{0,3}))?\}/.exec(this.#text.slice(this.#at, this.#at + 12))
        if (counts === null) return node
        this.#at += counts[0].length
        const least = Number(counts[1])
        const most = counts[2] === undefined ? least : counts[3] === '' ? Number.POSITIVE_INFINITY : Number(counts[3])
        if (least > mostRepeats || (most > mostRepeats && most !== Number.POSITIVE_INFINITY) || most < least)
          throw new PatternError(`at most ${mostRepeats} repeats`)
        node = { kind: 'repeat', part: node, least, most }
      }
    }
  }

  #atom(): Node {
    const unit = this.#next()
    switch (unit) {
      case '(': {
        if (this.#take('?') && !this.#take(':')) throw new PatternError('no looking ahead or back')
        const node = this.#choice()
        if (!this.#take(')')) throw new PatternError('a ( without its )')
        return node
      }
      case '[':
        return { kind: 'one', test: this.#class() }
      case '.':
        return { kind: 'one', test: (one) => one !== '\n' }
      case '^':
      case '$':
        return { kind: 'edge', isStart: unit === '^' }
      case '\\':
        return { kind: 'one', test: this.#escape() }
      case '*':
      case '+':
      case '?':
        throw new PatternError(`nothing before ${unit}`)
      default:
        return { kind: 'one', test: (one) => one === unit }
    }
  }

  #escape(): Test {
    const unit = this.#next()
    const set = escapes[unit]
    if (set !== undefined) return set
    if (/[A-Za-z0-9]/.test(unit)) throw new PatternError(`\\${unit} is not known here`)
    return (one) => one === unit
  }

  #class(): Test {
    const isNegated = this.#take('^')
    const tests: Test[] = []
    let isFirst = true
    while (isFirst || this.#peek() !== ']') {
      isFirst = false
      const unit = this.#next()
      if (unit === '\\') {
        tests.push(this.#escape())
        continue
      }
      if (this.#peek() === '-' && this.#text[this.#at + 1] !== ']') {
        this.#at += 1
        const to = this.#next()
        tests.push((one) => one >= unit && one <= to)
      } else tests.push((one) => one === unit)
    }
    this.#at += 1
    return (one) => tests.some((test) => test(one)) !== isNegated
  }

  #peek(): string {
    return this.#text[this.#at] ?? ''
  }

  #take(unit: string): boolean {
    if (this.#peek() !== unit) return false
    this.#at += 1
    return true
  }

  #next(): string {
    const unit = this.#text[this.#at]
    if (unit === undefined) throw new PatternError('it ends too early')
    this.#at += 1
    return unit
  }
}

const isDigit: Test = (one) => one >= '0' && one <= '9'
const isWord: Test = (one) => /\w/.test(one)
const isBlank: Test = (one) => /\s/.test(one)
const escapes: Readonly<Record<string, Test | undefined>> = {
  d: isDigit,
  D: (one) => !isDigit(one),
  w: isWord,
  W: (one) => !isWord(one),
  s: isBlank,
  S: (one) => !isBlank(one),
  n: (one) => one === '\n',
  t: (one) => one === '\t',
}

/** The automaton of a pattern (Thompson's construction), built from its end; the first state is the last one made. */
function statesOf(node: Node): readonly State[] {
  const states: State[] = [{ kind: 'end' }]
  const add = (state: State): number => {
    if (states.length >= mostStates) throw new PatternError('it is too long')
    states.push(state)
    return states.length - 1
  }
  const build = (part: Node, next: number): number => {
    switch (part.kind) {
      case 'one':
        return add({ kind: 'read', test: part.test, next })
      case 'edge':
        return add({ kind: 'edge', isStart: part.isStart, next })
      case 'sequence':
        return part.parts.reduceRight((after, one) => build(one, after), next)
      case 'choice':
        return part.parts
          .map((one) => build(one, next))
          .reduce((other, first) => add({ kind: 'split', next: first, other }))
      case 'repeat': {
        let from = next
        if (part.most === Number.POSITIVE_INFINITY) {
          const split: State = { kind: 'split', next: -1, other: next }
          from = add(split)
          split.next = build(part.part, from)
        } else
          for (let at = part.least; at < part.most; at++)
            from = add({ kind: 'split', next: build(part.part, from), other: next })
        for (let at = 0; at < part.least; at++) from = build(part.part, from)
        return from
      }
    }
  }
  const first = build(node, 0)
  return [...states, { kind: 'split', next: first, other: first }]
}

/** Whether the automaton comes to its end somewhere in a text: all its states at once, one character after another. */
function run(states: readonly State[], subject: string): boolean {
  const text = subject.slice(0, longestText)
  let current = new Set<number>()
  for (let at = 0; at <= text.length; at++) {
    follow(states, states.length - 1, text, at, current)
    if (current.has(0)) return true
    const unit = text[at]
    if (unit === undefined) return false
    const after = new Set<number>()
    for (const index of current) {
      const state = states[index]
      if (state?.kind === 'read' && state.test(unit)) follow(states, state.next, text, at + 1, after)
    }
    if (after.has(0)) return true
    current = after
  }
  return false
}

function follow(states: readonly State[], from: number, text: string, at: number, into: Set<number>): void {
  const waiting = [from]
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (into.has(index)) continue
    into.add(index)
    const state = states[index]
    if (state?.kind === 'split') waiting.push(state.next, state.other)
    if (state?.kind === 'edge') {
      const isThere = state.isStart ? at === 0 || text[at - 1] === '\n' : at === text.length || text[at] === '\n'
      if (isThere) waiting.push(state.next)
    }
  }
}
