import { runBuild } from '../build.ts'
import { realContent, sizedContent } from '../filesystem/content.ts'
import { Draft } from '../filesystem/draft.ts'
import { entryAt, type FileNode, type Time, type Tree, walkTree } from '../filesystem/tree.ts'
import { type Delivery, deliveryOf } from '../registry/delivery.ts'
import type { Build, BuildRequest, ForecastWorld, Step, World } from '../solver/result.ts'
import { bytesOf, concatBytes } from '../values/bytes.ts'
import type { Quantity } from '../values/estimate.ts'
import { directoryName } from '../values/path.ts'

/** A change of context files: path to new text, or null to remove. */
export type Edit = ReadonlyMap<string, string | null>

/** What an edit would cost: the build that it would lead to, told beside the build that is. */
export interface EditOutlook {
  /** Steps of the learner's lines that would run again. */
  readonly rerun: readonly Step[]
  /** And those that would come from the cache. */
  readonly cached: readonly Step[]
  /** Modelled length of the build. */
  readonly durationMs: Quantity
  /** What a push would send to a registry that has the present image; a node that holds it pulls the same. Absent when the build would fail. */
  readonly delivery?: Delivery
  readonly build: Build
}

/** Seconds after the present build at which the edited one is thought to happen: files that a RUN makes again are newer. */
const later = 60

/**
 * What would happen if files were edited and built again, by simulating it; the store is not changed. `build` is the present build of `request`.
 */
export function explainEdit(build: Build, request: BuildRequest, world: World, edit: Edit): EditOutlook {
  const edited = { ...request, context: editedContext(request.context, edit, world.now) }
  return outlookOf(build, runBuild(edited, worldAfter(build, world)))
}

/** The world in which an edited context is built: with the store of the present build, a while later. */
export function worldAfter<Kind extends ForecastWorld>(build: Build, world: Kind): Kind {
  return { ...world, store: build.store, now: { ...world.now, seconds: world.now.seconds + later } }
}

/** What a build that follows another one tells about the edit between them. */
export function outlookOf(build: Build, next: Build): EditOutlook {
  const own = next.steps.filter((step) => step.instruction !== undefined)
  const delivery =
    next.image === undefined ? undefined : deliveryOf(next.image, build.image === undefined ? [] : [build.image])
  return {
    rerun: own.filter((step) => step.status === 'ran' || step.status === 'failed'),
    cached: own.filter((step) => step.status === 'cached'),
    durationMs: next.durationMs,
    ...(delivery === undefined ? {} : { delivery }),
    build: next,
  }
}

function editedContext(context: Tree, edit: Edit, now: Time): Tree {
  const draft = new Draft(context)
  for (const [path, text] of edit) {
    if (text === null) {
      draft.remove(path)
      continue
    }
    draft.makeDirectories(directoryName(`/${path}`), { mode: 0o755, uid: 0, gid: 0, mtime: now })
    const before = draft.at(path)
    const attributes = before?.kind === 'file' ? before : { mode: 0o644, uid: 0, gid: 0 }
    const { mode, uid, gid } = attributes
    draft.set(path, { kind: 'file', mode, uid, gid, mtime: now, content: realContent(bytesOf(text)) })
  }
  return draft.finish()
}

/** Files of a context that are likely to change together: a top directory, or a file beside the Dockerfile. */
export interface FileGroup {
  /** `src/` or `pom.xml`. */
  readonly name: string
  readonly paths: readonly string[]
}

/** The groups of a context's files, by name; the Dockerfile and its ignore files are none of them. */
export function fileGroups(context: Tree, dockerfile = 'Dockerfile'): readonly FileGroup[] {
  const groups = new Map<string, string[]>()
  for (const [path, node] of walkTree(context)) {
    if (node.kind !== 'file' || path === dockerfile || path.endsWith('.dockerignore')) continue
    const slash = path.indexOf('/')
    const name = slash < 0 ? path : path.slice(0, slash + 1)
    const paths = groups.get(name) ?? []
    groups.set(name, paths)
    paths.push(path)
  }
  return [...groups].map(([name, paths]) => ({ name, paths }))
}

/** The request with another text of its Dockerfile; all else about the file stays. */
export function withText(request: BuildRequest, text: string): BuildRequest {
  if (request.dockerfileText !== undefined) return { ...request, dockerfileText: text }
  const path = request.dockerfile ?? 'Dockerfile'
  const node = entryAt(request.context, path)
  if (node?.kind !== 'file') return request
  const draft = new Draft(request.context)
  draft.set(path, { ...node, content: realContent(bytesOf(text)) })
  return { ...request, context: draft.finish() }
}

/** What each group of files would cost when one of its files changed by a byte. */
export function whatIf(
  build: Build,
  request: BuildRequest,
  world: World,
): readonly { readonly group: FileGroup; readonly outlook: EditOutlook }[] {
  return fileGroups(request.context, build.dockerfilePath).map((group) => {
    const next = runBuild(withGroupChanged(request, group, world.now), worldAfter(build, world))
    return { group, outlook: outlookOf(build, next) }
  })
}

/** The request with one file of a group changed by a byte. */
export function withGroupChanged(request: BuildRequest, group: FileGroup, now: Time): BuildRequest {
  return { ...request, context: touchedContext(request.context, group.paths[0] ?? '', now) }
}

function touchedContext(context: Tree, path: string, now: Time): Tree {
  const node = entryAt(context, path)
  if (node?.kind !== 'file') return context
  const draft = new Draft(context)
  draft.set(path, { ...node, mtime: now, content: grownContent(node) })
  return draft.finish()
}

function grownContent(node: FileNode): FileNode['content'] {
  const { content } = node
  if (content.kind === 'real') return realContent(concatBytes([content.bytes, bytesOf('\n')]))
  return sizedContent(`${content.identity}+`, content.size + 1, content.compressibility)
}
