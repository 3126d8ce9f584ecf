import type { Host } from '../../../simulator/docker/host.ts'
import { newHost } from '../../../simulator/docker/laptop.ts'
import { runLine } from '../../../simulator/docker/line.ts'
import { atSecond } from '../../../simulator/filesystem/tree.ts'
import { Draft, emptyTree, realContent, type Tree } from '../../../simulator/index.ts'
import { programs } from '../../../simulator/programs.ts'
import { newRegistry } from '../../../simulator/registry/registry.ts'
import { bytesOf } from '../../../simulator/values/bytes.ts'
import { readCatalog } from '../../../tools/world.ts'

const catalog = readCatalog()

/** A folder of files: texts by path. */
export function folderOf(files: Readonly<Record<string, string>>): Tree {
  const draft = new Draft(emptyTree)
  for (const [path, text] of Object.entries(files)) {
    const content = realContent(bytesOf(text))
    const at = path.lastIndexOf('/')
    if (at > 0)
      draft.makeDirectories(`/${path.slice(0, at)}`, { mode: 0o755, uid: 0, gid: 0, mtime: atSecond(1_767_225_600) })
    draft.set(path, { kind: 'file', mode: 0o644, uid: 0, gid: 0, mtime: atSecond(1_767_225_600), content })
  }
  return draft.finish()
}

/** A host with a project's files. */
export function hostWith(files: Readonly<Record<string, string>>): Host {
  const system = catalog.images.get('docker.io/library/debian:bookworm-slim')?.image.tree ?? emptyTree
  return newHost({ name: 'laptop', system, project: folderOf(files), folder: 'app', now: atSecond(1_795_521_600) })
}

/** Types lines one after the other; gives what is printed, each line after a `$ `, with statuses that are not 0. */
export function typed(host: Host, ...lines: readonly string[]): { readonly host: Host; readonly text: string } {
  let text = ''
  let registry = newRegistry()
  for (const line of lines) {
    const ran = runLine(host, line, { catalog, programs, registry })
    host = ran.host
    registry = ran.registry
    text += `$ ${line}\n${ran.output.map((piece) => piece.text).join('')}`
    if (ran.attached !== undefined) text += '[stays]\n'
    if (host.status !== 0) text += `[${host.status}]\n`
  }
  return { host, text }
}
