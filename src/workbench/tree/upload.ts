import { type Incoming, type Intake, intakeOf } from '../../state/intake.ts'
import { isContextPath } from '../../state/paths.ts'
import { words } from '../../words/words.ts'
import { sizeText } from '../figures.ts'
import type { BenchState } from '../state.ts'
import { type Act, addFiles, pathProblem } from './acts.ts'

/** Reads files from outside and puts them among the others; an act without a change when none could be taken. */
export async function upload(incoming: readonly Incoming[], state: () => BenchState): Promise<Act> {
  const before = state().files
  const own = new Set(before.map(({ path }) => path))
  // What has the path of a file takes its place; what would lie below a file, or on a folder, cannot be put there.
  const isPath = (path: string) => isContextPath(path) && (own.has(path) || pathProblem(before, path) === undefined)
  const intake = await intakeOf(incoming, isPath, before.length)
  if (intake.files.length === 0) return { what: '', change: { said: uploadText(intake, 0) } }
  const replaced = intake.files.filter(({ path }) => own.has(path)).length
  return addFiles(state(), intake.files, uploadText(intake, replaced))
}

/** What became of uploaded files, in words. */
export function uploadText({ files, standIns, refused, leftOut }: Intake, replaced: number): string {
  const [first, ...others] = standIns
  const [no] = refused
  return [
    files.length === 0 ? words.tree.noFileWasAdded : words.tree.filesAdded(words.counts.files(files.length), replaced),
    first === undefined
      ? ''
      : words.tree.keptBySize(`${first.path} (${sizeText(first.sized?.size ?? 0)})`, others.length),
    no === undefined ? '' : words.tree.cannotBePut(no, refused.length - 1),
    leftOut === 0 ? '' : words.tree.leftOut(words.counts.files(leftOut)),
  ]
    .filter((line) => line !== '')
    .join(' ')
}
