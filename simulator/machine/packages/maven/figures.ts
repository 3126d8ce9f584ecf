import * as v from 'valibot'
import { tableReader } from '../table.ts'
import type { MavenProject } from './project.ts'

const Repository = v.object({ bytes: v.number(), files: v.number() })
const Spring = v.object({ m2Repository: Repository, fatJar: v.number(), targetDirectory: v.number() })
const MavenTable = v.object({
  plainApp: v.object({ m2Repository: Repository, jar: v.number(), targetDirectory: v.number() }),
  springBootWeb: v.object({ era2020: Spring, era2026: Spring }),
})

type MavenTable = v.InferOutput<typeof MavenTable>

/** The figures of Java builds. */
export const mavenTable = tableReader(MavenTable)

/** The figures of one kind of project. Sizes in bytes. */
export interface MavenFigures {
  /** What the local repository holds after a build. */
  readonly repository: { readonly bytes: number; readonly files: number }
  readonly jar: number
  /** The jar without libraries that is kept beside the runnable one; 0 when there is none. */
  readonly original: number
  readonly target: number
  /** Where the figures come from. */
  readonly source: string
}

/** The figures for a project: plain, Spring Boot up to 2, or later. */
export function figuresOf(project: MavenProject, table: MavenTable): MavenFigures {
  if (project.springBoot === undefined) {
    const { m2Repository, jar, targetDirectory } = table.plainApp
    const source = 'measured with a small plain project'
    return { repository: m2Repository, jar, original: 0, target: targetDirectory, source }
  }
  const isNew = Number.parseInt(project.springBoot, 10) >= 3
  const { m2Repository, fatJar, targetDirectory } = isNew ? table.springBootWeb.era2026 : table.springBootWeb.era2020
  const source = `estimated for a small web service on Spring Boot ${project.springBoot}`
  return { repository: m2Repository, jar: fatJar, original: 6_000, target: targetDirectory, source }
}
