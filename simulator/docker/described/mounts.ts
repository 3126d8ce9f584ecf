import type { HeldContainer } from '../host.ts'
import type { Struct } from '../template/values.ts'

/** Where docker keeps the files of a named volume. */
export function volumeFolder(name: string): string {
  return `/var/lib/docker/volumes/${name}/_data`
}

/** What `docker inspect` tells of a container's volumes and bound folders. */
export function mountsOf({ mounts }: HeldContainer): readonly Struct[] {
  return mounts.map(
    ({ kind, source, target, isReadOnly, mode }): Struct =>
      kind === 'volume'
        ? {
            Type: 'volume',
            Name: source,
            Source: volumeFolder(source),
            Destination: target,
            Driver: 'local',
            Mode: mode ?? 'z',
            RW: !isReadOnly,
            Propagation: '',
          }
        : {
            Type: 'bind',
            Source: source,
            Destination: target,
            Mode: mode ?? '',
            RW: !isReadOnly,
            Propagation: 'rprivate',
          },
  )
}
