import type { Exercise, Outline, Verdict } from '../../../simulator/exercises.ts'
import type { ProjectFile } from '../../state/project.ts'
import { words } from '../../words/words.ts'
import { figureText, figureTitle, timeText } from '../../workbench/figures.ts'

/** A line of a diff: it stays, goes, or comes. */
export interface DiffLine {
  readonly kind: 'stays' | 'goes' | 'comes'
  readonly text: string
}

/** A file of the model beside the learner's. */
export interface FileDiff {
  readonly path: string
  readonly lines: readonly DiffLine[]
  readonly isSame: boolean
}

/** Lines that are compared, at most. */
const mostLines = 400

/** What has to go and to come so that the first text is the second, line by line. */
export function diffOf(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)]
  // The longest lines that both share, from the end.
  const shared: number[][] = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = shared[i]
      if (row !== undefined)
        row[j] = a[i] === b[j] ? (shared[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(shared[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
    }
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [mine, ours] = [a[i], b[j]]
    if (mine !== undefined && mine === ours) {
      lines.push({ kind: 'stays', text: mine })
      i += 1
      j += 1
    } else if (mine !== undefined && (ours === undefined || (shared[i + 1]?.[j] ?? 0) >= (shared[i]?.[j + 1] ?? 0))) {
      lines.push({ kind: 'goes', text: mine })
      i += 1
    } else {
      lines.push({ kind: 'comes', text: ours ?? '' })
      j += 1
    }
  }
  return lines
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n').slice(0, mostLines)
}

/** The model's files beside the learner's. */
export function solutionView(
  { model }: Exercise,
  files: readonly Pick<ProjectFile, 'path' | 'text'>[],
): readonly FileDiff[] {
  return Object.entries(model.files).map(([path, text]) => {
    const mine = files.find((file) => file.path === path)?.text ?? ''
    const lines = diffOf(mine, text)
    return { path, lines, isSame: lines.every(({ kind }) => kind === 'stays') }
  })
}

/** A layer as the strip shows it. */
export interface StripLayer {
  readonly text: string
  readonly size: string
  readonly title: string
  /** Of the larger of the two images, in percent. */
  readonly share: number
  readonly isBase: boolean
}

export interface StripView {
  readonly name: string
  readonly size: string
  readonly title: string
  readonly time: string
  readonly layers: readonly StripLayer[]
}

/** What a pass shows: both images, layer by layer, on one scale. */
export function stripsOf(verdict: Verdict | undefined): readonly StripView[] {
  const { comparison } = verdict ?? {}
  if (comparison === undefined) return []
  const largest = Math.max(1, comparison.yours.size.value, comparison.model.size.value)
  return [
    stripOf(words.judging.outcome.yours, comparison.yours, largest),
    stripOf(words.judging.outcome.model, comparison.model, largest),
  ]
}

function stripOf(name: string, { layers, size, durationMs }: Outline, largest: number): StripView {
  const base = layers.filter(({ isBase }) => isBase)
  const baseSize = {
    value: base.reduce((sum, layer) => sum + layer.size.value, 0),
    sources: [...new Set(base.flatMap((layer) => layer.size.sources))],
  }
  const rows = [
    ...(base.length === 0 ? [] : [{ text: words.judging.outcome.baseImage, size: baseSize, isBase: true }]),
    ...layers.filter(({ isBase }) => !isBase).map((layer) => ({ ...layer, text: commandOf(layer.text) })),
  ]
  return {
    name,
    size: figureText(size),
    title: figureTitle(size),
    time: timeText(durationMs.value),
    layers: rows.map((layer) => ({
      text: layer.text,
      size: figureText(layer.size),
      title: figureTitle(layer.size),
      share: Math.max(0.5, (layer.size.value / largest) * 100),
      isBase: layer.isBase,
    })),
  }
}

/** A line of the history without what the builder puts around it. */
function commandOf(text: string): string {
  return text.replace(/^RUN \/bin\/sh -c /, 'RUN ').replace(/ # buildkit$/, '')
}
