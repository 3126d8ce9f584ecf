import type { Dockerfile } from '../dockerfile/instruction.ts'
import { isCommentLine, lineFrom, lineTo, type Source, sourceOf } from '../dockerfile/lines.ts'
import type { Range } from '../values/range.ts'

/** A stretch that can be folded away: from the end of a line to the end of a later one. */
export interface Fold {
  readonly range: Range
  readonly kind: 'stage' | 'instruction' | 'heredoc' | 'comment'
}

/** What can be folded, in file order: stages, instructions over several lines, here-documents, runs of comment lines. One a line. */
export function foldsOf(dockerfile: Dockerfile): readonly Fold[] {
  const source = sourceOf(dockerfile.text, dockerfile.lineStarts)
  const folds = [
    ...stageFolds(dockerfile, source),
    ...instructionFolds(dockerfile, source),
    ...commentFolds(dockerfile, source),
  ]
  folds.sort((a, b) => a.range.from - b.range.from || b.range.to - a.range.to)
  return folds.filter((fold, at) => folds[at - 1]?.range.from !== fold.range.from)
}

function stageFolds(dockerfile: Dockerfile, source: Source): readonly Fold[] {
  const { instructions } = dockerfile
  return instructions.flatMap((instruction, at) => {
    if (instruction.kind !== 'FROM') return []
    const next = instructions.findIndex((each, other) => other > at && each.kind === 'FROM')
    const last = instructions[(next === -1 ? instructions.length : next) - 1]
    if (last === undefined || last === instruction) return []
    return [fold(source, instruction.lines.last, last.lines.last, 'stage')]
  })
}

function instructionFolds(dockerfile: Dockerfile, source: Source): readonly Fold[] {
  return dockerfile.instructions.flatMap(({ lines, bodies }) =>
    lines.last > lines.first
      ? [fold(source, lines.first, lines.last, bodies.length > 0 ? 'heredoc' : 'instruction')]
      : [],
  )
}

function commentFolds(dockerfile: Dockerfile, source: Source): readonly Fold[] {
  const folds: Fold[] = []
  let instruction = 0
  let first = 0
  for (let line = 1; line <= source.count + 1; line++) {
    const within = dockerfile.instructions[instruction]
    const isComment =
      line <= source.count &&
      (within === undefined || line < within.lines.first) &&
      isCommentLine(source.text, lineFrom(source, line - 1), lineTo(source, line - 1))
    if (isComment && first === 0) first = line
    if (!isComment && first !== 0) {
      if (line - first > 1) folds.push(fold(source, first, line - 1, 'comment'))
      first = 0
    }
    if (within !== undefined && line >= within.lines.first) {
      line = within.lines.last
      instruction += 1
    }
  }
  return folds
}

function fold(source: Source, first: number, last: number, kind: Fold['kind']): Fold {
  return { range: { from: lineTo(source, first - 1), to: lineTo(source, last - 1) }, kind }
}
