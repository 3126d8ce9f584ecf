import type { Budget } from '../../../values/budget.ts'

/** A stretch that differs: lines `from.start` to `from.end` (excluded, from 0) became `to.start` to `to.end`. */
export interface Hunk {
  readonly from: Stretch
  readonly to: Stretch
}

export interface Stretch {
  readonly start: number
  readonly end: number
}

/** How two texts differ, line by line, in the fewest changes. `keyOf` gives what is compared of a line. Source: Myers 1986; GNU diffutils, analyze.c. */
export function hunksBetween(
  before: readonly string[],
  after: readonly string[],
  keyOf: (line: string) => string,
  budget: Budget,
): readonly Hunk[] {
  const [a, b] = numbered(before.map(keyOf), after.map(keyOf))
  const changedA = new Uint8Array(a.length + 1)
  const changedB = new Uint8Array(b.length + 1)
  markChanged(a, b, changedA, changedB, budget)
  shift(a, changedA, changedB)
  shift(b, changedB, changedA)
  return collect(a.length, b.length, changedA, changedB)
}

/** Lines as numbers, equal lines as equal numbers. */
function numbered(before: readonly string[], after: readonly string[]): readonly [Int32Array, Int32Array] {
  const numbers = new Map<string, number>()
  const numberOf = (line: string): number => {
    const known = numbers.get(line)
    if (known !== undefined) return known
    numbers.set(line, numbers.size)
    return numbers.size - 1
  }
  return [Int32Array.from(before, numberOf), Int32Array.from(after, numberOf)]
}

function markChanged(a: Int32Array, b: Int32Array, changedA: Uint8Array, changedB: Uint8Array, budget: Budget): void {
  let start = 0
  let [endA, endB] = [a.length, b.length]
  while (start < endA && start < endB && a[start] === b[start]) start++
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const [n, m] = [endA - start, endB - start]
  const most = n + m
  const trace: Int32Array[] = []
  const reach = new Int32Array(2 * most + 2)
  for (let d = 0; d <= most; d++) {
    budget.spend(1 + d)
    trace.push(reach.slice())
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && at(reach, most + k - 1) < at(reach, most + k + 1))
      let x = down ? at(reach, most + k + 1) : at(reach, most + k - 1) + 1
      let y = x - k
      while (x < n && y < m && a[start + x] === b[start + y]) {
        x++
        y++
      }
      reach[most + k] = x
      if (x < n || y < m) continue
      walkBack(trace, { n, m, most, start }, changedA, changedB)
      return
    }
  }
}

function at(numbers: Int32Array, index: number): number {
  return numbers[index] ?? 0
}

interface Middle {
  readonly n: number
  readonly m: number
  readonly most: number
  readonly start: number
}

function walkBack(
  trace: readonly Int32Array[],
  { n, m, most, start }: Middle,
  changedA: Uint8Array,
  changedB: Uint8Array,
): void {
  let [x, y] = [n, m]
  for (let d = trace.length - 1; d > 0; d--) {
    const reach = trace[d]
    if (reach === undefined) return
    const k = x - y
    const down = k === -d || (k !== d && at(reach, most + k - 1) < at(reach, most + k + 1))
    const previousK = down ? k + 1 : k - 1
    const previousX = at(reach, most + previousK)
    const previousY = previousX - previousK
    if (down) changedB[start + previousY] = 1
    else changedA[start + previousX] = 1
    x = previousX
    y = previousY
  }
}

/** Moves each run of changes as far down as it goes, and together with its neighbours. Source: GNU diffutils analyze.c, shift_boundaries. */
function shift(lines: Int32Array, changed: Uint8Array, other: Uint8Array): void {
  const end = lines.length
  let i = 0
  let j = 0
  const isSet = (flags: Uint8Array, index: number): boolean => flags[index] === 1
  for (;;) {
    while (i < end && !isSet(changed, i)) {
      while (isSet(other, j++));
      i++
    }
    if (i === end) return
    let first = i
    while (isSet(changed, ++i));
    while (isSet(other, j)) j++
    let length: number
    let corresponding: number
    do {
      length = i - first
      while (first > 0 && lines[first - 1] === lines[i - 1]) {
        changed[--first] = 1
        changed[--i] = 0
        while (isSet(changed, first - 1)) first--
        while (isSet(other, --j));
      }
      corresponding = isSet(other, j - 1) ? i : end
      while (i !== end && lines[first] === lines[i]) {
        changed[first++] = 0
        changed[i++] = 1
        while (isSet(changed, i)) i++
        while (isSet(other, ++j)) corresponding = i
      }
    } while (length !== i - first)
    while (corresponding < i) {
      changed[--first] = 1
      changed[--i] = 0
      while (isSet(other, --j));
    }
  }
}

function collect(n: number, m: number, changedA: Uint8Array, changedB: Uint8Array): readonly Hunk[] {
  const hunks: Hunk[] = []
  let [i, j] = [0, 0]
  while (i < n || j < m) {
    if (changedA[i] !== 1 && changedB[j] !== 1) {
      i++
      j++
      continue
    }
    const start = { i, j }
    while (changedA[i] === 1) i++
    while (changedB[j] === 1) j++
    hunks.push({ from: { start: start.i, end: i }, to: { start: start.j, end: j } })
  }
  return hunks
}
