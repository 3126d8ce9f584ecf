import { packagePrograms } from './machine/packages/index.ts'
import type { Program } from './machine/process.ts'
import { filePrograms } from './machine/programs/families/files.ts'
import { textPrograms } from './machine/programs/families/text.ts'
import { programs as utilities } from './machine/programs/index.ts'
import { shellPrograms } from './machine/shell/index.ts'

/**
 * All that can be run inside a RUN, by name: shells, utilities, package managers. A face of its own beside index.ts, so that a page can load it when
 * something is first run: forecasting, checking and editing need none of it.
 */
export const programs: ReadonlyMap<string, Program> = new Map([...utilities, ...shellPrograms, ...packagePrograms])

/** The same programs, each once, by what they are for: what the reference lists. */
export const programFamilies: readonly { readonly name: string; readonly programs: readonly Program[] }[] = [
  { name: 'Shells', programs: [...new Set(shellPrograms.values())] },
  { name: 'Files and users', programs: filePrograms },
  { name: 'Text, numbers and the machine', programs: textPrograms },
  { name: 'Package managers, compilers and runtimes', programs: [...new Set(packagePrograms.values())] },
]
