import type { Program } from '../process.ts'
import { filePrograms } from './families/files.ts'
import { textPrograms } from './families/text.ts'

const all: readonly Program[] = [...filePrograms, ...textPrograms]

/** The simulated utilities by the names they are called by. */
export const programs: ReadonlyMap<string, Program> = new Map(
  all.flatMap((program) => program.names.map((name) => [name, program] as const)),
)
