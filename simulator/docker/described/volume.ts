import { noMap, type Struct } from '../template/values.ts'
import { rfcText } from '../times.ts'
import type { HeldVolume } from '../volumes.ts'
import { volumeFolder } from './mounts.ts'

/** What `docker volume inspect` tells. */
export function describedVolume({ name, created, labels, isAnonymous }: HeldVolume): Struct {
  const all = isAnonymous ? [...labels, ['com.docker.volume.anonymous', ''] as const] : labels
  return {
    CreatedAt: rfcText({ ...created, nanoseconds: 0 }),
    Driver: 'local',
    Labels: all.length === 0 ? noMap : new Map(all),
    Mountpoint: volumeFolder(name),
    Name: name,
    Options: noMap,
    Scope: 'local',
  }
}
