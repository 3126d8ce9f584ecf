import { fileAt } from '../../state/files.ts'
import type { ProjectFile } from '../../state/project.ts'

/** One step of the way to a scene's own answer: lines of a file that go, and those that come in their place. */
export interface SolutionStep {
  readonly path: string
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** The file's text once the step is made; all other steps are still to come. */
  readonly text: string
}

/** Longer texts are told as one step: comparing them line by line takes too long. */
const mostCells = 250_000

/** What is still to be done until the files are those of the answer, from the top of each file; nothing when they are. */
export function solutionSteps(files: readonly ProjectFile[], answer: readonly ProjectFile[]): readonly SolutionStep[] {
  return answer.flatMap(({ path, text = '' }) => fileSteps(path, fileAt(files, path)?.text ?? '', text))
}

function fileSteps(path: string, old: string, young: string): readonly SolutionStep[] {
  if (old === young) return []
  const [a, b] = [old.split('\n'), young.split('\n')]
  return hunks(a, b).map(({ from, to, other, otherTo }) => {
    const after = b.slice(other, otherTo)
    return { path, before: a.slice(from, to), after, text: a.toSpliced(from, to - from, ...after).join('\n') }
  })
}

/** Lines `from` up to `to` of the one text, and those of the other that take their place. */
interface Hunk {
  readonly from: number
  readonly to: number
  readonly other: number
  readonly otherTo: number
}

/** Where two texts differ, by their longest common sequence of lines. */
function hunks(a: readonly string[], b: readonly string[]): readonly Hunk[] {
  if (a.length * b.length > mostCells) return [{ from: 0, to: a.length, other: 0, otherTo: b.length }]
  const common = commonLengths(a, b)
  const lengthAt = (i: number, j: number) => common[i]?.[j] ?? 0
  const found: Hunk[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [from, other] = [i, j]
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (j >= b.length || (i < a.length && lengthAt(i + 1, j) >= lengthAt(i, j + 1))) i += 1
      else j += 1
    }
    if (i > from || j > other) found.push({ from, to: i, other, otherTo: j })
    while (i < a.length && j < b.length && a[i] === b[j]) {
      i += 1
      j += 1
    }
  }
  return found
}

/** For each pair of places, how many lines the rests of both texts have in common, in order. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i]
      if (row === undefined) continue
      row[j] = a[i] === b[j] ? 1 + (lengths[i + 1]?.[j + 1] ?? 0) : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
    }
  return lengths
}
