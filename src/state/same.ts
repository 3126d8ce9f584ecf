import type { ProjectFile } from './project.ts'

/** Whether two lists hold the same files, in any order. */
export function sameFiles(a: readonly ProjectFile[], b: readonly ProjectFile[]): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  const others = new Map(b.map((one) => [one.path, one]))
  return a.every((one) => {
    const other = others.get(one.path)
    return other === one || (other !== undefined && JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)))
  })
}

function sorted(one: ProjectFile): unknown {
  const { path, text = '', base64 = '', sized = null, folder = false, mode = folder ? '0755' : '0644', mtime = 0 } = one
  return [path, text, base64, sized, folder, mode, mtime]
}
