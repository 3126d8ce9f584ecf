import type { Edit, Project, ProjectFile, ProjectOptions } from './project.ts'

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
