import { words } from '../words/words.ts'
import { pack, unpack } from './packed.ts'
import { type Project, type ReadProject, readProject } from './project.ts'

export { fitsInLink, longestLink } from './packed.ts'

/** A project as text for the fragment of a link. Unfolds with {@link decodeProject}. */
export function encodeProject(project: Project): string {
  return pack(project)
}

/** The project of a link's text; says what is wrong when it is no such text, of a newer version, too long, cut, or no project. */
export function decodeProject(text: string): ReadProject {
  const unpacked = unpack(text)
  if (unpacked.kind === 'failed') return unpacked
  const read = readProject(unpacked.data)
  return read.kind === 'read' ? read : { kind: 'failed', message: words.links.noProject(read.message) }
}
