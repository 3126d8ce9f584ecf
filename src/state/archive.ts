import type { ProjectFile } from './project.ts'

/** The bytes of a file; undefined for a stand-in, whose bytes are not kept, and for a folder. */
export function fileBytes({ text = '', base64, sized, folder }: ProjectFile): Uint8Array<ArrayBuffer> | undefined {
  if (sized !== undefined || folder === true) return undefined
  if (base64 !== undefined) return Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0))
  return new TextEncoder().encode(text)
}
