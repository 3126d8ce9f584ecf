import { dockerfileOf, isDockerfileName } from '../../state/files.ts'
import type { BenchState } from '../state.ts'
import type { LineMark } from '../steps/marks.ts'

/** Whether the file that is open is the Dockerfile that is built, or another one. */
export function isDockerfile({ open, project, options }: BenchState): boolean {
  return open === dockerfileOf(project, options) || isDockerfileName(open)
}

/** The marks of the Dockerfile's lines; none while a prediction is asked for, which they would give away. */
export function marksOf(state: BenchState): readonly LineMark[] {
  return state.asking === 'open' ? [] : state.marks
}
