import type { Exercise } from '../../simulator/exercises.ts'
import type { Project } from '../state/project.ts'

/** The files of an exercise as a workbench opens them; edits are kept under the exercise's name. */
export function projectOf({ id, title, files, dockerfile }: Exercise): Project {
  return {
    id: `exercise/${id}`,
    title,
    dockerfile,
    files: files.map(({ mode, ...file }) => ({ ...file, ...(mode === undefined ? {} : { mode }) })),
  }
}

/** Whether an exercise has files to work with; one without is answered only. */
export function hasFiles({ files }: Pick<Exercise, 'files'>): boolean {
  return files.length > 0
}

/** Whether a learner's seed makes it another one: something that is random is shown, or lies in an order of the seed. */
export function hasVariants({ random, pieces, ask }: Pick<Exercise, 'random' | 'pieces' | 'ask'>): boolean {
  return (
    Object.values(random).some(({ shown }) => shown === true) ||
    pieces !== undefined ||
    ask.some(({ kind }) => kind === 'order')
  )
}
