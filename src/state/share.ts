import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate'
import { type Project, type ReadProject, readProject } from './project.ts'

/** The longest link text that is read, and the most text that it may unfold to: a link is untrusted. */
const longest = 200_000
const unfolded = 8_000_000

/**
 * A project as text for the fragment of a link: `1` (the version), a dot, base64url of the deflated JSON. Unfolds with {@link decodeProject}.
 */
export function encodeProject(project: Project): string {
  return `1.${toBase64url(deflateSync(strToU8(JSON.stringify(project)), { level: 9 }))}`
}

/** The project of a link's text; says what is wrong when it is no such text, of a newer version, too long, or no project. */
export function decodeProject(text: string): ReadProject {
  if (text.length > longest) return { kind: 'failed', message: `the link is longer than ${longest} characters` }
  const [version, packed] = text.split('.', 2)
  if (version !== '1' || packed === undefined)
    return { kind: 'failed', message: 'the link is of a version that this page cannot read' }
  try {
    const bytes = inflateSync(fromBase64url(packed), { out: new Uint8Array(unfolded) })
    return readProject(JSON.parse(strFromU8(bytes)))
  } catch {
    return { kind: 'failed', message: 'the link is damaged: copy it again, whole' }
  }
}

function toBase64url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (unit) => unit.charCodeAt(0))
}
