import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import * as v from 'valibot'

const paths = v.record(v.string(), v.string())

const madeEntry = v.object({
  path: v.string(),
  type: v.optional(v.picklist(['file', 'dir', 'symlink', 'hardlink'])),
  content: v.optional(v.string(), ''),
  mode: v.optional(v.string()),
  uid: v.optional(v.number(), 0),
  gid: v.optional(v.number(), 0),
  mtime: v.optional(v.number()),
  linkname: v.optional(v.string(), ''),
})

const caseSchema = v.object({
  title: v.string(),
  modes: v.optional(paths, {}),
  owners: v.optional(paths, {}),
  symlinks: v.optional(paths, {}),
  hardlinks: v.optional(paths, {}),
  dirs: v.optional(v.array(v.string()), []),
  make: v.optional(
    v.record(
      v.string(),
      v.object({
        repeat: v.optional(v.tuple([v.string(), v.number()])),
        gzip: v.optional(v.boolean(), false),
        entries: v.optional(v.array(madeEntry), []),
      }),
    ),
    {},
  ),
  nondeterministic: v.optional(v.boolean(), false),
  steps: v.array(
    v.object({
      note: v.optional(v.string()),
      edit: v.optional(v.record(v.string(), v.nullable(v.string())), {}),
      rename: v.optional(paths, {}),
      chmod: v.optional(paths, {}),
      chown: v.optional(paths, {}),
      touch: v.optional(v.array(v.string()), []),
      prune: v.optional(v.boolean(), false),
      args: v.optional(v.array(v.string()), []),
      target: v.optional(v.string()),
      dockerfile: v.optional(v.string()),
      context: v.optional(v.string()),
      env: v.optional(paths, {}),
      network: v.optional(v.nullable(v.string())),
    }),
  ),
})

/** A conformance case as its authors wrote it; what the keys mean stands in tests/conformance/README.md. */
export type Case = v.InferOutput<typeof caseSchema> & {
  readonly name: string
  /** Where it lies on this computer. */
  readonly folder: string
}
export type CaseStep = Case['steps'][number]
export type MadeEntry = v.InferOutput<typeof madeEntry>

/** Where the project keeps its recorded cases. */
export const casesFolder = resolve(import.meta.dirname, '../../tests/conformance/cases')

/** The names of the project's cases, sorted. */
export function caseNames(): readonly string[] {
  return readdirSync(casesFolder)
    .filter((name) => existsSync(join(casesFolder, name, 'case.json')))
    .sort()
}

/**
 * A case by its name among the project's, or by the path of its folder. Throws with the file's name and what is wrong with it
 * when it is not there or not a case.
 */
export function readCase(nameOrFolder: string): Case {
  const own = join(casesFolder, nameOrFolder)
  const folder = !nameOrFolder.includes('/') && existsSync(join(own, 'case.json')) ? own : resolve(nameOrFolder)
  const file = join(folder, 'case.json')
  if (!existsSync(file)) throw new Error(`${nameOrFolder}: no such case (no case.json in ${folder})`)
  const parsed = v.safeParse(caseSchema, JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success) {
    const issue = parsed.issues[0]
    throw new Error(`${nameOrFolder}/case.json: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`)
  }
  return { ...parsed.output, name: basename(folder), folder }
}
