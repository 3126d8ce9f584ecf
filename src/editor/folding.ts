import { codeFolding, foldGutter, foldService } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { type Dockerfile, type Fold, foldsOf } from '../../simulator/index.ts'
import { dockerfileIn } from './parsed.ts'

const known = new WeakMap<Dockerfile, ReadonlyMap<number, Fold>>()

/** Folds stages, long instructions, here-documents and comments away. */
export function folding(): Extension {
  return [
    codeFolding({ placeholderText: '…' }),
    foldGutter({ openText: '⌄', closedText: '›' }),
    foldService.of((state, _, lineEnd) => foldFrom(dockerfileIn(state), lineEnd)?.range ?? null),
  ]
}

function foldFrom(dockerfile: Dockerfile, lineEnd: number): Fold | undefined {
  let folds = known.get(dockerfile)
  if (folds === undefined) {
    folds = new Map(foldsOf(dockerfile).map((fold) => [fold.range.from, fold]))
    known.set(dockerfile, folds)
  }
  return folds.get(lineEnd)
}
