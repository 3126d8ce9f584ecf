import { type BuildRequest, bytesOf, type Tree } from '../../simulator/index.ts'
import type { BuildOptions } from './protocol.ts'

/** What `docker build` is asked to do with a context, from the flags that a project sets. */
export function requestOf(context: Tree, options: Omit<BuildOptions, 'tag'>): BuildRequest {
  const { dockerfile, target, buildArgs, noCache = false, noCacheFilter, platform, network, secrets = {} } = options
  const [os, architecture, variant] = platform?.split('/') ?? []
  return {
    context,
    dockerfile,
    noCache,
    ...(target === undefined ? {} : { target }),
    ...(buildArgs === undefined ? {} : { buildArgs }),
    ...(noCacheFilter === undefined ? {} : { noCacheFilter }),
    ...(network === undefined ? {} : { network }),
    ...(os === undefined || architecture === undefined
      ? {}
      : { platform: { os, architecture, ...(variant === undefined ? {} : { variant }) } }),
    ...(Object.keys(secrets).length === 0
      ? {}
      : { secrets: new Map(Object.entries(secrets).map(([id, value]) => [id, bytesOf(value)])) }),
  }
}
