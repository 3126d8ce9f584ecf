import { receivedBytes } from '../context/transfer.ts'
import type { Draft } from '../filesystem/draft.ts'
import { emptyTree, type Node, type Tree } from '../filesystem/tree.ts'
import type { Image } from '../image/image.ts'
import { parseReference } from '../image/reference.ts'
import { writeFile } from '../machine/open.ts'
import type { Process } from '../machine/process.ts'
import { repositoryOf } from '../registry/library.ts'
import { lineRates } from '../registry/line.ts'
import { pushImage } from '../registry/push.ts'
import { whyNoPush } from '../registry/rights.ts'
import { resolvePath } from '../values/path.ts'
import { archiveOfNode } from './archives.ts'
import { type HostEvent, imageEvent, movedEvent } from './events.ts'
import type { HeldImage, HostDraft } from './host.ts'
import type { Output } from './outputs.ts'
import { dockerSize, type ExportProgress, imageExport } from './progress.ts'
import { unreachable } from './pulling.ts'
import { shortID } from './texts.ts'

/** Puts a build's result where it is wanted, the host's clock going along; tells what docker prints of it. Ends where a push is refused. */
export function exportBuild(
  draft: HostDraft,
  process: Process,
  image: Image,
  outputs: readonly Output[],
): readonly ExportProgress[] {
  const done: ExportProgress[] = []
  for (const output of outputs) {
    done.push(...exportTo(draft, process, image, output))
    if (done.at(-1)?.error !== undefined) break
  }
  return done
}

function exportTo(draft: HostDraft, process: Process, image: Image, output: Output): readonly ExportProgress[] {
  switch (output.kind) {
    case 'image': {
      const held = draft.putImage(image, normalNames(output.names))
      draft.tell(imageEvent(held, 'create', draft.now), ...tagEvents(draft, held, output.names))
      const kept = imageExport(image, output.names)
      return output.isPushed ? [kept, ...pushAll(draft, image, output.names)] : [kept]
    }
    case 'folder': {
      writeFolder(process.machine.draft, resolvePath(process.directory, output.path), image.tree)
      const bytes = dockerSize(receivedBytes(image.tree))
      return [{ name: 'exporting to client directory', lines: [`copying files ${bytes}`], durationMs: 0 }]
    }
    case 'archive': {
      const content = archiveOfNode('', image.tree)
      if (output.path === '-') process.output.write(content)
      else writeFile(process, output.path, content)
      return [{ name: 'exporting to client tarball', lines: ['sending tarball'], durationMs: 0 }]
    }
  }
}

/** That an image was given names. */
function tagEvents(draft: HostDraft, held: HeldImage, names: readonly string[]): readonly HostEvent[] {
  return names.flatMap((name) => {
    const reference = parseReference(name)
    return 'error' in reference ? [] : [imageEvent(held, 'tag', draft.now, reference.familiar)]
  })
}

/** References with all their parts; those that are none are left out. */
export function normalNames(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const reference = parseReference(name)
    return 'error' in reference ? [] : [reference.normal]
  })
}

/** Pushes an image under each of its names, until one is refused. */
function pushAll(draft: HostDraft, image: Image, names: readonly string[]): readonly ExportProgress[] {
  const done: ExportProgress[] = []
  for (const name of names) {
    const one = push(draft, image, name)
    done.push(one)
    if (one.error !== undefined) break
  }
  return done
}

function push(draft: HostDraft, image: Image, name: string): ExportProgress {
  const vertex = `pushing ${name} with docker`
  const reference = parseReference(name)
  if ('error' in reference) return { name: vertex, lines: [], durationMs: 0, error: reference.error }
  const repository = repositoryOf(reference)
  const ids = [...new Set(image.layers.map(({ diffID }) => shortID(diffID)))].reverse()
  const refusal = whyNoPush(draft.registry, repository, draft.host.logins.get(reference.domain))
  if (refusal !== undefined) {
    const durationMs = 2 * lineRates.answer
    draft.pass(durationMs)
    if (refusal === 'unreachable') return { name: vertex, lines: [], durationMs, error: unreachable(reference.domain) }
    const error =
      refusal === 'denied' ? 'denied: requested access to the resource is denied' : 'no basic auth credentials'
    return { name: vertex, lines: ids.map((id) => `pushing layer ${id}`), durationMs, error }
  }
  const pushed = pushImage(draft.registry, draft.world.catalog, image, repository, reference.tag ?? 'latest')
  draft.pass(pushed.durationMs.value)
  draft.putRegistry(pushed.registry)
  const held = draft.putImage(image, [], [`${repository}@${pushed.manifest.digest}`])
  draft.tell(movedEvent(held, 'push', reference.familiar, draft.now))
  const lines = [...pushed.layers]
    .reverse()
    .filter(({ way }) => way !== 'again')
    .map(({ layer, startMs, endMs }) => `pushing layer ${shortID(layer.diffID)}${secondsText(endMs - startMs)}`)
  return { name: vertex, lines, durationMs: pushed.durationMs.value }
}

function secondsText(milliseconds: number): string {
  return milliseconds > 10 ? ` ${(milliseconds / 1000).toFixed(1)}s` : ''
}

/** Puts files into a folder, beside what it holds. */
function writeFolder(files: Draft, path: string, tree: Tree): void {
  const there = files.at(path)
  const merged = mergedInto(there?.kind === 'directory' ? there : emptyTree, tree)
  files.makeDirectories(path, { mode: 0o755, uid: 0, gid: 0, mtime: tree.mtime })
  files.set(path, merged)
}

function mergedInto(below: Tree, above: Tree): Tree {
  const entries = new Map<string, Node>(below.entries)
  for (const [name, node] of above.entries) {
    const there = entries.get(name)
    entries.set(name, there?.kind === 'directory' && node.kind === 'directory' ? mergedInto(there, node) : node)
  }
  return { ...above, entries }
}
