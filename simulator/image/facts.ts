import { entryAt, resolveLinks, type Tree } from '../filesystem/tree.ts'
import { textOf } from '../values/bytes.ts'
import { type Quantity, sum } from '../values/estimate.ts'
import type { CatalogImage, System } from './catalog.ts'
import type { ImageSettings, Platform } from './image.ts'

/** What one may want to know of a base image before building on it. Plain data. */
export interface BaseFacts {
  /** As people write it. */
  readonly reference: string
  readonly platform: Platform
  readonly settings: ImageSettings
  readonly system: System
  readonly supportUntil?: string
  /** Bytes of the files of all layers. */
  readonly size: Quantity
  readonly layers: number
  /** Programs that a Dockerfile is likely to call, of those it holds. */
  readonly programs: readonly string[]
  /** Names of its users, in the order of /etc/passwd. */
  readonly users: readonly string[]
}

const worthTelling =
  'sh bash apk apt-get curl wget git make gcc python3 pip node npm yarn java javac mvn gradle go cargo php ruby perl dotnet nginx psql redis-server'.split(
    ' ',
  )
const directories = ['/bin', '/usr/bin', '/usr/local/bin', '/sbin', '/usr/sbin', '/usr/local/sbin']

/** Puts together what an image of the catalog holds. */
export function factsOf({ reference, image, system, supportUntil }: CatalogImage): BaseFacts {
  const path = image.settings.Env?.find((entry) => entry.startsWith('PATH='))?.slice('PATH='.length)
  const folders = (path === undefined ? directories : path.split(':')).flatMap((folder) => {
    const node = resolveLinks(image.tree, folder)?.node
    return node?.kind === 'directory' ? [node] : []
  })
  return {
    reference,
    platform: image.platform,
    settings: image.settings,
    system,
    ...(supportUntil === undefined ? {} : { supportUntil }),
    size: sum(image.layers.map((layer) => layer.fileBytes)),
    layers: image.layers.length,
    programs: worthTelling.filter((name) => folders.some((folder) => folder.entries.has(name))),
    users: usersOf(image.tree),
  }
}

function usersOf(tree: Tree): readonly string[] {
  const node = entryAt(tree, '/etc/passwd')
  if (node?.kind !== 'file' || node.content.kind !== 'real') return []
  return textOf(node.content.bytes)
    .split('\n')
    .flatMap((line) => (line.includes(':') ? [line.slice(0, line.indexOf(':'))] : []))
}
