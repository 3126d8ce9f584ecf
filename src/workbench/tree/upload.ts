import { type Incoming, type Intake, intakeOf } from '../../state/intake.ts'
import { isContextPath } from '../../state/paths.ts'
import { countText, sizeText } from '../figures.ts'
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
    files.length === 0
      ? 'No file was added.'
      : `${countText(files.length, 'file')} added${replaced === 0 ? '' : `, ${replaced} in place of another`}.`,
    first === undefined
      ? ''
      : `${first.path} (${sizeText(first.sized?.size ?? 0)})${others.length === 0 ? '' : ` and ${countText(others.length, 'other')}`} is kept by its size alone: files of more than 1 MB, and more than 4 MB at once, are not kept whole.`,
    no === undefined
      ? ''
      : `${no}${refused.length === 1 ? '' : ` and ${countText(refused.length - 1, 'other')}`} cannot be put there.`,
    leftOut === 0 ? '' : `${countText(leftOut, 'file')} left out: a project holds 2,000.`,
  ]
    .filter((line) => line !== '')
    .join(' ')
}
