import type { Program } from '../process.ts'
import { cat, nl, rev, tac } from './cat.ts'
import { echo, printf } from './printf.ts'

const all: readonly Program[] = [cat, tac, rev, nl, echo, printf]

/** The simulated utilities by the names they are called by. */
export const programs: ReadonlyMap<string, Program> = new Map(
  all.flatMap((program) => program.names.map((name) => [name, program] as const)),
)
