import { createStore, del, get, set, type UseStore } from 'idb-keyval'
import * as v from 'valibot'
import { fileSchema, projectSchema } from './project.ts'
import type { Keeping } from './storage.ts'

/** Deeds that are kept, and their characters as JSON: of more, nothing is kept. */
export const deedsAtMost = 400
export const deedCharactersAtMost = 2_000_000

const name = v.pipe(v.string(), v.maxLength(300))
const time = v.object({ seconds: v.pipe(v.number(), v.finite()), nanoseconds: v.pipe(v.number(), v.finite()) })
const variables = v.array(v.tuple([v.string(), v.object({ value: v.string(), isExported: v.boolean() })]))

/** What changed in the project since the deed before, and the flags of its build. */
const project = {
  files: v.pipe(v.array(fileSchema), v.maxLength(5000)),
  removed: v.array(v.pipe(v.string(), v.maxLength(1024))),
  options: v.object({
    ...projectSchema.entries.options.wrapped.entries,
    dockerfile: v.string(),
    tag: v.string(),
  }),
}

/** Something that was done on the project's machine and has changed it. Done again from the start, deeds give the machine as it was. */
const deed = v.variant('kind', [
  /** The button was pressed. */
  v.object({ kind: v.literal('build'), ...project }),
  v.object({
    kind: v.literal('line'),
    ...project,
    host: name,
    clock: time,
    directory: v.string(),
    variables,
    status: v.number(),
    line: v.string(),
    isTerminal: v.boolean(),
    /** Ctrl-C was pressed so many milliseconds after its start. */
    interruptMs: v.exactOptional(v.number()),
  }),
  /** To a container in a foreground: a line was typed, input ended, Ctrl-C was pressed. */
  v.object({
    kind: v.literal('foreground'),
    ...project,
    host: name,
    clock: time,
    container: name,
    exec: v.exactOptional(v.number()),
    input: v.exactOptional(v.picklist(['stream', 'terminal'])),
    what: v.picklist(['input', 'end-of-input', 'interrupt']),
    line: v.string(),
  }),
])

const schema = v.object({ version: v.literal(1), deeds: v.pipe(v.array(deed), v.maxLength(deedsAtMost)) })

export type Deed = v.InferOutput<typeof deed>

/** What was done on a project's machine in earlier visits; nothing where it cannot be read. */
export async function loadMachine(id: string): Promise<readonly Deed[]> {
  try {
    const result = v.safeParse(schema, await get(id, database()))
    return result.success ? result.output.deeds : []
  } catch {
    return []
  }
}

/** Keeps it in this browser, beside the project's edits. */
export async function saveMachine(id: string, deeds: readonly Deed[]): Promise<Keeping> {
  try {
    await set(id, { version: 1, deeds }, database())
    return 'kept'
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'blocked'
  }
}

export async function forgetMachine(id: string): Promise<void> {
  try {
    await del(id, database())
  } catch {
    // Nothing was kept where nothing can be.
  }
}

let store: UseStore | undefined

function database(): UseStore {
  store ??= createStore('layerwise-machines', 'machines')
  return store
}
