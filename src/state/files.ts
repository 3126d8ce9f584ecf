import type { Edit, Project, ProjectFile, ProjectOptions } from './project.ts'

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

/** The path of the Dockerfile that is built: as the flags say, else the project. */
export function dockerfileOf(project: Project, options: ProjectOptions = project.options ?? {}): string {
  return options.dockerfile ?? project.dockerfile ?? 'Dockerfile'
}

/** Whether a file is a Dockerfile by its name: `Dockerfile`, `Dockerfile.dev`, `dev.Dockerfile`; Containerfile likewise. */
export function isDockerfileName(path: string): boolean {
  const name = path.split('/').at(-1) ?? ''
  return !name.endsWith('.dockerignore') && /^(docker|container)file|\.(docker|container)file$/i.test(name)
}

/** The file at a path, if there is one. */
export function fileAt(files: readonly ProjectFile[], at: string): ProjectFile | undefined {
  return files.find((one) => one.path === at)
}

/** The files with one put in, in the place of the one that has its path, else at the end. */
export function withFile(files: readonly ProjectFile[], added: ProjectFile): readonly ProjectFile[] {
  if (fileAt(files, added.path) === undefined) return [...files, added]
  return files.map((one) => (one.path === added.path ? added : one))
}

/** The files with another text in one of them; a file that is not there is made. */
export function withText(files: readonly ProjectFile[], at: string, content: string): readonly ProjectFile[] {
  const before = fileAt(files, at)
  if (before?.text === content) return files
  const { base64: _, sized: __, ...kept } = before ?? {}
  return withFile(files, { ...kept, path: at, text: content })
}

/** The files without one, and without all below it when it names a folder. */
export function withoutFile(files: readonly ProjectFile[], at: string): readonly ProjectFile[] {
  return files.filter((one) => one.path !== at && !one.path.startsWith(`${at}/`))
}

/** The files with one under another name; unchanged when the name is taken. */
export function withRenamed(files: readonly ProjectFile[], from: string, to: string): readonly ProjectFile[] {
  if (fileAt(files, to) !== undefined) return files
  return files.map((one) => (one.path === from ? { ...one, path: to } : one))
}

/** The files after an edit. A replacement changes the first place that matches. */
export function withEdit(files: readonly ProjectFile[], change: Edit): readonly ProjectFile[] {
  if ('remove' in change) return withoutFile(files, change.path)
  if ('text' in change) return withText(files, change.path, change.text)
  const before = fileAt(files, change.path)?.text ?? ''
  // A function, so that `$` in the new text stays as it is.
  return withText(
    files,
    change.path,
    before.replace(change.find, () => change.replace),
  )
}

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
