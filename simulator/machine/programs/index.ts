import type { Program } from '../process.ts'
import { textPrograms } from './families/text.ts'

const all: readonly Program[] = [...textPrograms]

/** The simulated utilities by the names they are called by. */
export const programs: ReadonlyMap<string, Program> = new Map(
  all.flatMap((program) => program.names.map((name) => [name, program] as const)),
)
