import type { Budget } from '../../../values/budget.ts'
import {
  type Assertion,
  type ByteSet,
  type Item,
  type ParsedRegex,
  parseRegex,
  RegexError,
  type RegexSyntax,
} from './syntax.ts'

/** Where a match and its groups lie: start and end of the match, then of each group; -1 for a group that took no part. */
export type Match = readonly number[]

/**
 * A compiled POSIX regular expression over byte text. Matching is leftmost, then longest, in time proportional to text and pattern (but
 * with back references, where every way is tried); all work is charged to the budget, so no pattern can hang the page.
 */
export interface Regex {
  readonly groups: number
  /** The first match at or after `from`. `options.isLineStart` false: `^` does not match at offset 0 (sed's second round). */
  readonly find: (text: string, from?: number, options?: FindOptions) => Match | undefined
}

export interface FindOptions {
  /** `^` and `$` also match around newlines within the text. */
  readonly multiline?: boolean
}

/** Compiles a pattern. Throws {@link RegexError}. */
export function compileRegex(pattern: string, syntax: RegexSyntax, budget: Budget): Regex {
  const literal = literalOf(pattern, syntax)
  if (literal !== undefined) return { groups: 0, find: (text, from = 0) => findLiteral(text, literal, from, budget) }
  const parsed = parseRegex(pattern, syntax)
  const program = assemble(parsed)
  const { groups } = parsed
  const first = firstBytes(parsed.item)
  const find = parsed.hasBackReference ? findByTrying : findInParallel
  return {
    groups,
    find: (text, from = 0, options = {}) => find({ program, groups, first, text, budget, options }, from),
  }
}

function literalOf(pattern: string, syntax: RegexSyntax): string | undefined {
  const isPlain = !syntax.ignoreCase && !/[\\^$.[\]*+?(){}|]/.test(pattern)
  return isPlain ? pattern : undefined
}

function findLiteral(text: string, literal: string, from: number, budget: Budget): Match | undefined {
  const at = text.indexOf(literal, from)
  budget.spend(1 + (((at === -1 ? text.length : at) - from) >> 6))
  return at === -1 ? undefined : [at, at + literal.length]
}

type Step =
  | { readonly op: 'byte'; readonly set: ByteSet }
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'assert'; readonly what: Assertion }
  | { readonly op: 'back'; readonly number: number }
  | { readonly op: 'done' }

const mostSteps = 50_000

function assemble(parsed: ParsedRegex): readonly Step[] {
  const steps: Step[] = []
  const add = (step: Step): number => {
    if (steps.length >= mostSteps) throw new RegexError('Regular expression too big')
    return steps.push(step) - 1
  }
  const write = (item: Item): void => {
    switch (item.kind) {
      case 'set':
        add({ op: 'byte', set: item.set })
        return
      case 'assert':
        add({ op: 'assert', what: item.what })
        return
      case 'back':
        add({ op: 'back', number: item.number })
        return
      case 'group':
        add({ op: 'save', slot: item.number * 2 })
        write(item.item)
        add({ op: 'save', slot: item.number * 2 + 1 })
        return
      case 'all':
        item.items.forEach(write)
        return
      case 'either':
        writeEither(item.items)
        return
      case 'repeat':
        writeRepeat(item.item, item.from, item.to)
    }
  }
  const writeEither = (items: readonly Item[]): void => {
    const ends: number[] = []
    for (const item of items.slice(0, -1)) {
      const split = add({ op: 'jump', to: 0 })
      write(item)
      ends.push(add({ op: 'jump', to: 0 }))
      steps[split] = { op: 'split', first: split + 1, second: steps.length }
    }
    for (const item of items.slice(-1)) write(item)
    for (const end of ends) steps[end] = { op: 'jump', to: steps.length }
  }
  const writeRepeat = (item: Item, from: number, to: number): void => {
    for (let count = 0; count < from; count++) write(item)
    if (to === Number.POSITIVE_INFINITY) {
      const split = add({ op: 'jump', to: 0 })
      write(item)
      add({ op: 'jump', to: split })
      steps[split] = { op: 'split', first: split + 1, second: steps.length }
      return
    }
    const splits: number[] = []
    for (let count = from; count < to; count++) {
      splits.push(add({ op: 'jump', to: 0 }))
      write(item)
    }
    for (const split of splits) steps[split] = { op: 'split', first: split + 1, second: steps.length }
  }
  write(parsed.item)
  add({ op: 'done' })
  return steps
}

/** The bytes that a match can begin with; undefined when it may be empty or begin with anything. */
function firstBytes(item: Item): ByteSet | undefined {
  switch (item.kind) {
    case 'set':
      return item.set
    case 'group':
      return firstBytes(item.item)
    case 'repeat':
      return item.from > 0 ? firstBytes(item.item) : undefined
    case 'all': {
      const first = item.items.find((part) => part.kind !== 'assert')
      return first && firstBytes(first)
    }
    case 'either': {
      const sets = item.items.map(firstBytes)
      const union = new Uint8Array(256)
      for (const set of sets) {
        if (set === undefined) return undefined
        for (let byte = 0; byte < 256; byte++) if (set[byte]) union[byte] = 1
      }
      return union
    }
    default:
      return undefined
  }
}

interface Search {
  readonly program: readonly Step[]
  readonly groups: number
  readonly first: ByteSet | undefined
  readonly text: string
  readonly budget: Budget
  readonly options: FindOptions
}

function holds(search: Search, what: Assertion, at: number): boolean {
  const { text, options } = search
  const before = at > 0 && isWord(text.charCodeAt(at - 1))
  const after = at < text.length && isWord(text.charCodeAt(at))
  switch (what) {
    case 'lineStart':
      return at === 0 || (options.multiline === true && text[at - 1] === '\n')
    case 'lineEnd':
      return at === text.length || (options.multiline === true && text[at] === '\n')
    case 'textStart':
      return at === 0
    case 'textEnd':
      return at === text.length
    case 'edge':
      return before !== after
    case 'inside':
      return before === after
    case 'wordStart':
      return !before && after
    case 'wordEnd':
      return before && !after
  }
}

function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122)
}

interface Thread {
  readonly at: number
  readonly saved: readonly number[]
}

/** All ways at once, one byte after the other: each step of the program is visited once for each byte. */
function findInParallel(search: Search, from: number): Match | undefined {
  const { program, text, first, budget } = search
  const visited = new Int32Array(program.length).fill(-1)
  const unset: readonly number[] = Array(search.groups * 2 + 2).fill(-1)
  let threads: Thread[] = []
  let best: Match | undefined
  const follow = (list: Thread[], at: number, position: number, saved: readonly number[]): void => {
    const waiting: Thread[] = [{ at, saved }]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (visited[next.at] === position) continue
      visited[next.at] = position
      const step = program[next.at]
      if (step === undefined) continue
      if (step.op === 'jump') waiting.push({ at: step.to, saved: next.saved })
      else if (step.op === 'split')
        waiting.push({ at: step.second, saved: next.saved }, { at: step.first, saved: next.saved })
      else if (step.op === 'save') waiting.push({ at: next.at + 1, saved: next.saved.with(step.slot, position) })
      else if (step.op === 'assert') {
        if (holds(search, step.what, position)) waiting.push({ at: next.at + 1, saved: next.saved })
      } else list.push(next)
    }
  }
  for (let position = from; position <= text.length; position++) {
    if (threads.length === 0) {
      if (best !== undefined) break
      if (first !== undefined) {
        const start = position
        while (position < text.length && !first[text.charCodeAt(position)]) position++
        budget.spend((position - start) >> 5)
        if (position === text.length) break
      }
    }
    // A match that begins further left wins, so a new one begins only while there is none.
    if (best === undefined) follow(threads, 0, position, unset.with(0, position))
    budget.spend(1 + (threads.length >> 2))
    const next: Thread[] = []
    const byte = text.charCodeAt(position)
    for (const thread of threads) {
      const start = thread.saved[0] ?? 0
      if (best !== undefined && start > (best[0] ?? 0)) continue
      const step = program[thread.at]
      if (step?.op === 'done') {
        if (best === undefined || start < (best[0] ?? 0) || position > (best[1] ?? 0))
          best = thread.saved.with(1, position)
      } else if (step?.op === 'byte' && position < text.length && step.set[byte])
        follow(next, thread.at + 1, position + 1, thread.saved)
    }
    threads = next
  }
  return best
}

/** One way after the other, as back references need; the longest of all ways from the leftmost start. */
function findByTrying(search: Search, from: number): Match | undefined {
  const { program, text, first, budget } = search
  for (let start = from; start <= text.length; start++) {
    if (first !== undefined && !first[text.charCodeAt(start)]) continue
    let best: Match | undefined
    interface Way extends Thread {
      readonly position: number
      /** Steps taken since the last byte; a loop that takes none is left. */
      readonly idle: number
    }
    const ways: Way[] = [{ at: 0, saved: Array(search.groups * 2 + 2).fill(-1), position: start, idle: 0 }]
    for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
      budget.spend(1)
      const { at, position, saved } = way
      const step = program[at]
      if (step === undefined || way.idle > program.length) continue
      const idle = way.idle + 1
      if (step.op === 'done') {
        if (best === undefined || position > (best[1] ?? 0)) best = saved.with(0, start).with(1, position)
      } else if (step.op === 'byte') {
        if (position < text.length && step.set[text.charCodeAt(position)])
          ways.push({ at: at + 1, position: position + 1, saved, idle: 0 })
      } else if (step.op === 'jump') ways.push({ at: step.to, position, saved, idle })
      else if (step.op === 'split')
        ways.push({ at: step.second, position, saved, idle }, { at: step.first, position, saved, idle })
      else if (step.op === 'save') ways.push({ at: at + 1, position, saved: saved.with(step.slot, position), idle })
      else if (step.op === 'assert') {
        if (holds(search, step.what, position)) ways.push({ at: at + 1, position, saved, idle })
      } else {
        const [begin = -1, end = -1] = [saved[step.number * 2], saved[step.number * 2 + 1]]
        const group = begin === -1 ? undefined : text.slice(begin, end)
        if (group !== undefined && text.startsWith(group, position))
          ways.push({ at: at + 1, position: position + group.length, saved, idle: group === '' ? idle : 0 })
      }
    }
    if (best !== undefined) return best
  }
  return undefined
}
