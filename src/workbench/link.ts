import type { Project } from '../state/project.ts'
import { aroundWords } from '../words/fetch.ts'
import { words } from '../words/words.ts'
import type { BenchState } from './state.ts'

/** What stands in front of a project in a link's fragment. */
export const fragment = '#project='

/** The address of the playground with a project in its fragment: the files as they are now, nothing of a scene's question. */
export async function linkTo({ project, files, options }: BenchState, base: string): Promise<string> {
  const { encodeProject } = await import('../state/share.ts')
  const { id, title, dockerfile } = project
  const shared: Project = {
    id,
    title,
    files: [...files],
    ...(dockerfile === undefined ? {} : { dockerfile }),
    ...(Object.keys(options).length === 0 ? {} : { options }),
  }
  return `${new URL(`${base}${words.palette.pages}playground/`, location.href).href}${fragment}${encodeProject(shared)}`
}

/**
 * Puts the project of the page's own address, where it has one, into the page's workbench, before that wakes. It gets an id of its own, so that it
 * never takes the place of what the learner keeps here. Gives what is wrong with the link, if anything is.
 */
export async function openLinked(bench: Element | null): Promise<string | undefined> {
  const script = bench?.querySelector('script[type="application/json"]')
  if (!location.hash.startsWith(fragment) || script === undefined || script === null) return undefined
  const text = location.hash.slice(fragment.length)
  const [{ decodeProject }] = await Promise.all([import('../state/share.ts'), aroundWords()])
  const result = decodeProject(text)
  if (result.kind === 'failed') return result.message
  script.textContent = JSON.stringify({ ...result.project, id: `link/${fingerprint(text)}`, autobuild: true })
  return undefined
}

/** A short name for a text, by FNV-1a: the same link finds its own edits again. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
  return hash.toString(36)
}
