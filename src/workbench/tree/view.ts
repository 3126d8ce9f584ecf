import { parseIgnoreFile, type Verdict, verdictOn } from '../../../simulator/index.ts'
import type { FileChange } from '../../state/changed.ts'
import { dockerfileOf, fileAt, isDockerfileName } from '../../state/files.ts'
import type { ProjectFile } from '../../state/project.ts'
import { entryAt, modeOf } from '../../state/tree.ts'
import { words } from '../../words/words.ts'
import { sizeText } from '../figures.ts'
import { sizeOf } from '../files/view.ts'
import type { BenchState } from '../state.ts'
import { type FileRow, fileRows } from './rows.ts'

/** One row of the tree, with its place among those beside it, as a screen reader tells it. */
export interface TreeRow extends FileRow {
  readonly isOpen: boolean
  readonly place: number
  readonly of: number
  /** `builds`: the Dockerfile that Build uses. */
  readonly mark: 'builds' | 'dockerfile' | 'ignored' | 'partly ignored' | 'none'
}

type Files = Pick<BenchState, 'files' | 'project' | 'options'>

/** What the ignore file says of each path of the context. */
export interface Ignoring {
  /** The ignore file that counts; undefined where there is none. */
  readonly path?: string
  /** The file cannot be read: docker's words, and the line from 1. Nothing is left out then, and a build fails. */
  readonly error?: { readonly words: string; readonly line: number }
  readonly of: (path: string) => Verdict
}

const sent: Verdict = { isIgnored: false }

/** Reads the ignore file that counts for the Dockerfile in use. */
export function ignoringOf({ files, project, options }: Files): Ignoring {
  const own = `${dockerfileOf(project, options)}.dockerignore`
  const file = fileAt(files, own) ?? fileAt(files, '.dockerignore')
  if (file?.text === undefined) return { of: () => sent }
  const patterns = parseIgnoreFile(file.text)
  if ('error' in patterns)
    return { path: file.path, error: { words: patterns.error, line: patterns.line + 1 }, of: () => sent }
  const verdicts = new Map<string, Verdict>()
  const of = (path: string): Verdict => {
    const verdict = verdicts.get(path) ?? verdictOn(path, patterns)
    verdicts.set(path, verdict)
    return verdict
  }
  return { path: file.path, of }
}

/** The rows of the tree; what is in `closed` folders is left out. */
export function treeRows(state: Files, closed: ReadonlySet<string>, ignoring: Ignoring): readonly TreeRow[] {
  const rows = fileRows(state.files, dockerfileOf(state.project, state.options), closed)
  const parent = (row: FileRow) => row.path.split('/').slice(0, row.depth).join('/')
  const counts = new Map<string, number>()
  const counted = rows.map((row) => {
    const place = (counts.get(parent(row)) ?? 0) + 1
    counts.set(parent(row), place)
    return { row, place }
  })
  return counted.map(({ row, place }) => ({
    ...row,
    isOpen: row.folder && !closed.has(row.path),
    place,
    of: counts.get(parent(row)) ?? place,
    mark: markOf(row, state, ignoring),
  }))
}

/** Rows in which those that have not changed are the same values as before, so that they need not be drawn again. */
export function withKnown(rows: readonly TreeRow[], before: readonly TreeRow[]): readonly TreeRow[] {
  const known = new Map(before.map((row) => [row.path, row]))
  return rows.map((row) => {
    const old = known.get(row.path)
    return old !== undefined && isSameRow(old, row) ? old : row
  })
}

function isSameRow(a: TreeRow, b: TreeRow): boolean {
  return (
    a.name === b.name &&
    a.folder === b.folder &&
    a.bytes === b.bytes &&
    a.isOpen === b.isOpen &&
    a.place === b.place &&
    a.of === b.of &&
    a.mark === b.mark
  )
}

function markOf(row: FileRow, { files, project, options }: Files, ignoring: Ignoring): TreeRow['mark'] {
  if (row.path === dockerfileOf(project, options) && !row.folder) return 'builds'
  if (ignoring.of(row.path).isIgnored) {
    const isKept = (file: ProjectFile) => file.path.startsWith(`${row.path}/`) && !ignoring.of(file.path).isIgnored
    return row.folder && files.some(isKept) ? 'partly ignored' : 'ignored'
  }
  return !row.folder && isDockerfileName(row.path) ? 'dockerfile' : 'none'
}

/** The Dockerfiles that Build could use, the one in use among them, also where it is not there. */
export function dockerfileChoices({ files, project, options }: Files): readonly string[] {
  const used = dockerfileOf(project, options)
  const found = files.filter(({ path, folder }) => folder !== true && isDockerfileName(path)).map(({ path }) => path)
  return [...new Set([used, ...found])].sort()
}

/** What the files of a context come to. */
export interface Total {
  readonly count: number
  readonly bytes: number
  readonly ignored: number
}

/** All files counted, and how many of them are ignored. */
export function totalOf({ files }: Pick<BenchState, 'files'>, ignoring: Ignoring): Total {
  const own = files.filter((file) => file.folder !== true)
  const bytes = own.reduce((sum, file) => sum + sizeOf(file), 0)
  return { count: own.length, bytes, ignored: own.filter((file) => ignoring.of(file.path).isIgnored).length }
}

/** The total after changes that leave all names as they are. */
export function totalAfter(total: Total, changes: readonly FileChange[]): Total {
  const grown = changes.reduce((sum, { before, after }) => sum + sizeOf(after) - sizeOf(before), 0)
  return { ...total, bytes: total.bytes + grown }
}

/** The rows after changes that leave all names as they are: those of the files, and of the folders that they are in, have other sizes. */
export function rowsAfter(rows: readonly TreeRow[], changes: readonly FileChange[]): readonly TreeRow[] {
  return changes.reduce((known, { before, after }) => {
    const grown = sizeOf(after) - sizeOf(before)
    if (grown === 0) return known
    return known.map((row) => {
      if (row.path !== after.path && !after.path.startsWith(`${row.path}/`)) return row
      const bytes = row.bytes + grown
      return { ...row, bytes, size: sizeText(bytes) }
    })
  }, rows)
}

/** A total in a line. */
export function totalText({ count, bytes, ignored }: Total): string {
  return `${words.counts.files(count)}, ${sizeText(bytes)}${ignored === 0 ? '' : words.tree.ignored(ignored)}`
}

/** What is told of the row that has the focus. */
export interface RowDetails {
  readonly facts: string
  /** Why it is ignored, or kept by an exception. */
  readonly rule?: string
}

/** All about a file or a folder: bytes, permissions, time; what it stands for; which rule ignores it. */
export function rowDetails(
  { path, folder, bytes }: FileRow,
  files: readonly ProjectFile[],
  ignoring: Ignoring,
): RowDetails {
  const entry = entryAt(files, path)
  const size = folder
    ? words.counts.files(files.filter((file) => isFileIn(file, path)).length)
    : words.counts.bytes(bytes)
  const facts = [size, modeOf(entry), words.tree.written(timeOfWriting(entry.mtime))]
  if (entry.sized !== undefined) facts.push(words.tree.aStandInItsSizeCounts)
  const { rule, isIgnored } = ignoring.of(path)
  if (rule === undefined) return { facts: facts.join(' · ') }
  const line = words.tree.ruleAt(ignoring.path ?? '', rule.line + 1, `${rule.isException ? '!' : ''}${rule.text}`)
  return { facts: facts.join(' · '), rule: `${isIgnored ? words.tree.ignoredBy : words.tree.keptBy} ${line}` }
}

function isFileIn(file: ProjectFile, folder: string): boolean {
  return file.folder !== true && file.path.startsWith(`${folder}/`)
}

/** The time of all files that have none of their own: 1 January 2026, as in the engine. */
export const usualTime = 1_767_225_600

/** `2026-01-01 00:00`, in UTC, as `ls` has it in a container. */
function timeOfWriting(mtime = usualTime): string {
  return new Date(mtime * 1000).toISOString().slice(0, 16).replace('T', ' ')
}
