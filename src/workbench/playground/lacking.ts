import { dockerfileOf, fileAt } from '../../state/files.ts'
import type { Missing } from '../import/missing.ts'
import type { BenchState } from '../state.ts'

/** What the builder says of a source that is not in the context. Source: BuildKit, solver/llbsolver; recorded docker. */
const notFound = /failed to calculate checksum of ref .*: not found$/

/** The sources that the open Dockerfile copies and the context has not; looked for only when the builder has missed one. */
export async function lackingIn({ project, options, files, problems }: BenchState): Promise<readonly Missing[]> {
  if (!problems.some(({ severity, message }) => severity === 'error' && notFound.test(message))) return []
  const { missingSources } = await import('../import/missing.ts')
  return missingSources(fileAt(files, dockerfileOf(project, options))?.text ?? '', files)
}
