import type { ProjectFile } from './project.ts'

/** Whether a text can name a file of the context. */
export function isContextPath(text: string): boolean {
  return (
    !text.includes('\0') && !text.startsWith('/') && text.split('/').every((name) => !['', '.', '..'].includes(name))
  )
}

/** The paths that lead through a file, which no folder can hold. */
export function filesInFiles(files: readonly Pick<ProjectFile, 'path' | 'folder'>[]): readonly string[] {
  const paths = new Set(files.filter(({ folder }) => folder !== true).map(({ path }) => path))
  return files.map(({ path }) => path).filter((path) => ancestorsOf(path).some((one) => paths.has(one)))
}

function ancestorsOf(path: string): readonly string[] {
  const names = path.split('/')
  return names.slice(1).map((_, at) => names.slice(0, at + 1).join('/'))
}
