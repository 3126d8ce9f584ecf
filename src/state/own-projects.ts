import { createStore, del, get, keys, set, type UseStore } from 'idb-keyval'
import * as v from 'valibot'
import { inTime, Late, patienceMs } from './patience.ts'
import { type Project, readProject } from './project.ts'
import { forgetEdits, hastyIds, loadEdits, saveEdits } from './storage.ts'

const own = v.object({
  id: v.pipe(v.string(), v.regex(/^mine\/[a-z0-9]+$/)),
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  /** When it was made, in milliseconds since 1970. */
  made: v.number(),
})
const listSchema = v.object({ version: v.literal(1), projects: v.pipe(v.array(own), v.maxLength(1000)) })

/** A project of the learner's own in the playground: what the list of them shows. */
export type OwnProject = Readonly<v.InferOutput<typeof own>>

/** A project that was taken out of the list, with all that it takes to put it back. */
export interface Removed {
  readonly project: OwnProject
  /** Its place in the list. */
  readonly at: number
  readonly start: Project | undefined
  readonly edits: Awaited<ReturnType<typeof loadEdits>>
}

/** Where the list of them is kept. */
export const ownListKey = 'mine'

/**
 * The learner's own projects in this browser: a list of names, and for each what it began as; its edits are kept like those of any project
 * (storage.ts). Everything is held in memory too, so that where the browser keeps nothing they last as long as the page.
 */
export class OwnProjects {
  readonly #starts = new Map<string, Project>()
  #list: readonly OwnProject[] = []
  #store: UseStore | undefined
  readonly #patienceMs: number
  /** What was read or written last came from the browser’s storage, or reached it. */
  isKept = true
  /** Storage has not answered in time: it is not asked again. */
  isSilent = false

  /** `store`: where they are kept, when not in the page's own database; `patience`: how long it may take to answer, in milliseconds. */
  constructor(store?: UseStore, patience = patienceMs) {
    this.#store = store
    this.#patienceMs = patience
  }

  /** The list, newest first. */
  get list(): readonly OwnProject[] {
    return this.#list
  }

  /** Brings the list back from an earlier visit. */
  async read(): Promise<readonly OwnProject[]> {
    const list = readOwnList(await this.#get(ownListKey))
    if (list.length > 0) this.#list = list
    return this.#list
  }

  /** What a project began as; undefined when there is none of this id, or what was kept cannot be read. */
  async start(id: string): Promise<Project | undefined> {
    const project = this.#list.find((one) => one.id === id)
    if (project === undefined) return undefined
    const read = this.#starts.get(id) ?? projectOf(await this.#get(startKey(id)))
    return read === undefined ? undefined : { ...read, id, title: project.title }
  }

  /** Adds a project under a name that is free; `now` in milliseconds since 1970. */
  async add(project: Project, now: number): Promise<OwnProject> {
    await this.#readAgain()
    const id = `mine/${randomName()}`
    const added = { id, title: freeTitle(this.#list, project.title), made: now }
    this.#starts.set(id, { ...project, id })
    this.#list = [added, ...this.#list]
    await this.#set(startKey(id), { ...project, id })
    await this.#keepList()
    return added
  }

  async rename(id: string, title: string): Promise<void> {
    await this.#readAgain()
    this.#list = withTitle(this.#list, id, title)
    await this.#keepList()
  }

  /** Takes a project out, with its files; {@link OwnProjects.restore} puts it back as it was. */
  async remove(id: string): Promise<Removed | undefined> {
    await this.#readAgain()
    const at = this.#list.findIndex((one) => one.id === id)
    const project = this.#list[at]
    if (project === undefined) return undefined
    const start = await this.start(id)
    const edits = start === undefined ? undefined : await loadEdits(start)
    this.#list = this.#list.filter((one) => one.id !== id)
    this.#starts.delete(id)
    await this.#keepList()
    if (start !== undefined) await forgetEdits(start)
    await this.#write((store) => del(startKey(id), store))
    return { project, at, start, edits }
  }

  async restore({ project, at, start, edits }: Removed): Promise<void> {
    this.#list = [...this.#list.slice(0, at), project, ...this.#list.slice(at)]
    if (start !== undefined) {
      this.#starts.set(project.id, start)
      await this.#set(startKey(project.id), start)
      if (edits !== undefined) await saveEdits(start, edits)
    }
    await this.#keepList()
  }

  /** The ids of other projects of which edits are kept here: examples, links, the playground's first page. */
  async editedElsewhere(): Promise<readonly string[]> {
    try {
      const all = [...(await this.#inTime(keys(this.#database()))), ...hastyIds()]
      return all.filter((key) => typeof key === 'string').filter((key) => /^(example|link)\/|^playground$/.test(key))
    } catch {
      return []
    }
  }

  /** Another tab may have changed the list since it was read. */
  async #readAgain(): Promise<void> {
    if (this.isKept) await this.read()
  }

  #keepList(): Promise<void> {
    return this.#set(ownListKey, { version: 1, projects: this.#list })
  }

  #set(key: string, value: unknown): Promise<void> {
    return this.#write((store) => set(key, value, store))
  }

  async #write(work: (store: UseStore) => Promise<void>): Promise<void> {
    try {
      await this.#inTime(work(this.#database()))
      this.isKept = true
    } catch {
      // Blocked or full: it lasts as long as the page, and the page says so.
      this.isKept = false
    }
  }

  async #get(key: string): Promise<unknown> {
    try {
      return await this.#inTime(get(key, this.#database()))
    } catch {
      this.isKept = false
      return undefined
    }
  }

  async #inTime<Value>(work: Promise<Value>): Promise<Value> {
    try {
      return await inTime(work, this.isSilent ? 0 : this.#patienceMs)
    } catch (error) {
      this.isSilent ||= error instanceof Late
      throw error
    }
  }

  #database(): UseStore {
    this.#store ??= createStore('layerwise', 'projects')
    return this.#store
  }
}

/** Reads a list as it is kept; empty for what is none. */
export function readOwnList(data: unknown): readonly OwnProject[] {
  const result = v.safeParse(listSchema, data)
  return result.success ? result.output.projects : []
}

/** The name itself where no project has it, else the first free one of `name 2`, `name 3` and on. */
export function freeTitle(list: readonly OwnProject[], wanted: string): string {
  const name = wanted.trim().slice(0, 90) || 'Untitled'
  const taken = new Set(list.map(({ title }) => title))
  if (!taken.has(name)) return name
  let number = 2
  while (taken.has(`${name} ${number}`)) number += 1
  return `${name} ${number}`
}

/** The list with another name for one of its projects; a name that is empty or taken by another is made into a free one. */
export function withTitle(list: readonly OwnProject[], id: string, title: string): readonly OwnProject[] {
  const others = list.filter((one) => one.id !== id)
  return list.map((one) => (one.id === id ? { ...one, title: freeTitle(others, title) } : one))
}

function projectOf(data: unknown): Project | undefined {
  const read = readProject(data)
  return read.kind === 'read' ? read.project : undefined
}

function startKey(id: string): string {
  return `start/${id}`
}

function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(36).padStart(2, '0')).join('')
}
