import type { ProjectFile } from '../../state/project.ts'

const sizes = new WeakMap<ProjectFile, number>()

/** Bytes of a file of a project. */
export function sizeOf(file: ProjectFile): number {
  let size = sizes.get(file)
  if (size === undefined) {
    size = file.sized?.size ?? bytesOf(file)
    sizes.set(file, size)
  }
  return size
}

function bytesOf({ base64, text = '' }: ProjectFile): number {
  if (base64 !== undefined) return Math.floor((base64.replaceAll('=', '').length * 3) / 4)
  return new TextEncoder().encode(text).length
}
