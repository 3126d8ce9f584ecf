import type { Program } from '../process.ts'
import { aptGet } from './apt/apt-get.ts'
import { mvn } from './maven/mvn.ts'

const all: readonly Program[] = [aptGet, mvn]

/** The simulated package managers, compilers and runtimes by the names that files give them. */
export const packagePrograms: ReadonlyMap<string, Program> = new Map(
  all.flatMap((program) => program.names.map((name) => [name, program] as const)),
)
