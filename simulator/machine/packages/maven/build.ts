import type { Process } from '../../process.ts'
import type { SourceFile as Source } from '../built.ts'
import { say } from '../console.ts'
import type { MavenFigures } from './figures.ts'
import type { MavenProject } from './project.ts'

/** What was asked of `mvn`. */
export interface MavenCommand {
  readonly goals: readonly string[]
  readonly isQuiet: boolean
  readonly isOffline: boolean
  readonly skipsTests: boolean
  /** Where the pom.xml lies. */
  readonly folder: string
  readonly repository: string | undefined
}

/** One run of Maven over one project. */
export interface MavenBuild {
  readonly process: Process
  readonly command: MavenCommand
  readonly folder: string
  readonly project: MavenProject
  readonly figures: MavenFigures
  /** Files below src/main and src/test, by path. */
  readonly sources: readonly Source[]
  readonly tests: readonly Source[]
  /** Prints, unless Maven is asked to be quiet. */
  readonly tell: (...lines: readonly string[]) => void
}

export type { SourceFile as Source } from '../built.ts'

/** The phases in their order; each includes those before it. */
export const phases: readonly string[] = ['validate', 'compile', 'test', 'package', 'verify', 'install']

/** Whether a goal includes a phase. */
export function reaches(goal: string, phase: string): boolean {
  return phases.indexOf(goal) >= phases.indexOf(phase)
}

/** The folder of the local repository. */
export function repositoryOf(process: Process, command: MavenCommand): string {
  return command.repository ?? `${process.environment.get('HOME') ?? '/root'}/.m2/repository`
}

export const rule = '-'.repeat(72)

/** Prints that the build failed, and gives the status. `article` names the help page that Maven points to. */
export function buildFailure(process: Process, message: string, article: string): number {
  say(process, `[INFO] ${rule}`, '[INFO] BUILD FAILURE', `[INFO] ${rule}`)
  say(process, ...message.split('\n').map((line) => `[ERROR] ${line}`))
  say(process, '[ERROR] ', `[ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN/${article}`)
  return 1
}
