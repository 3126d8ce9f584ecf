import type { BuildOptions } from '../engine/protocol.ts'
import { dockerfileOf } from '../state/files.ts'
import type { Project, ProjectOptions } from '../state/project.ts'

/** The flags of `docker build` that a project's build is run with. */
export function buildOptionsOf(project: Project, options: ProjectOptions = project.options ?? {}): BuildOptions {
  return {
    dockerfile: dockerfileOf(project),
    tag:
      project.id
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || 'image',
    ...options,
  }
}
