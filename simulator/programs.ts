import { packagePrograms } from './machine/packages/index.ts'
import type { Program } from './machine/process.ts'
import { programs as utilities } from './machine/programs/index.ts'
import { shellPrograms } from './machine/shell/index.ts'

/**
 * All that can be run inside a RUN, by name: shells, utilities, package managers. A face of its own beside index.ts, so that a page can load it when
 * something is first run: forecasting, checking and editing need none of it.
 */
export const programs: ReadonlyMap<string, Program> = new Map([...utilities, ...shellPrograms, ...packagePrograms])
