import type { Dockerfile } from '../dockerfile/instruction.ts'
import { parseDockerfile } from '../dockerfile/parse.ts'
import { entryAt, type Tree } from '../filesystem/tree.ts'
import { textOf } from '../values/bytes.ts'
import { cleanPath } from '../values/path.ts'
import type { BuildRequest } from './result.ts'

/** A Dockerfile that could be read, and where it stands. */
export interface ReadDockerfile {
  readonly path: string
  readonly dockerfile: Dockerfile
}

/** Reads the Dockerfile of a request; or in the builder's words why there is none. */
export function readDockerfile(
  request: BuildRequest,
): ReadDockerfile | { readonly unreadable: string; readonly path: string } {
  const path = request.dockerfile ?? 'Dockerfile'
  if (request.dockerfileText !== undefined) return { path, dockerfile: parseDockerfile(request.dockerfileText) }
  const text =
    textAt(request.context, path) ??
    (request.dockerfile === undefined ? textAt(request.context, 'dockerfile') : undefined)
  if (text !== undefined) return { path, dockerfile: parseDockerfile(text) }
  const isDirectory = entryAt(request.context, cleanPath(path))?.kind === 'directory'
  const unreadable = isDirectory
    ? `read ${receivedAt}/${path}: is a directory`
    : `open ${path}: no such file or directory`
  return { unreadable, path }
}

/** Where the builder keeps what it received; its messages name the place. */
const receivedAt = '/var/lib/docker/buildkit/containerd-overlayfs/cachemounts/buildkit'

function textAt(context: Tree, path: string): string | undefined {
  const node = entryAt(context, cleanPath(path))
  return node?.kind === 'file' && node.content.kind === 'real' ? textOf(node.content.bytes) : undefined
}
