import type { Program } from '../process.ts'
import { apk } from './apk/apk.ts'
import { aptGet } from './apt/apt-get.ts'
import { mvn } from './maven/mvn.ts'
import { node } from './npm/node.ts'
import { npm, npx } from './npm/npm.ts'
import { checkers, testRunners, vite } from './npm/tools.ts'
import { pip } from './pip/pip.ts'
import { python } from './pip/python.ts'

const all: readonly Program[] = [apk, aptGet, checkers, mvn, node, npm, npx, pip, python, testRunners, vite]

/** The simulated package managers, compilers and runtimes by the names that files give them. */
export const packagePrograms: ReadonlyMap<string, Program> = new Map(
  all.flatMap((program) => program.names.map((name) => [name, program] as const)),
)
