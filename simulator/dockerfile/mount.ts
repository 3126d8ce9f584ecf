/** What all mounts of a RUN have. `target` is as written: relative to the working directory, empty when there is none. */
interface MountCommon {
  readonly target: string
  /** A stage, an image or a named context; empty when there is none. */
  readonly from: string
  readonly source: string
  readonly id: string
  readonly readOnly: boolean
}

/** Mode, owner and group that a mount gives to what it makes; each absent when not given. */
interface MountOwner {
  readonly mode?: number
  readonly uid?: number
  readonly gid?: number
}

/** Files of the context, a stage or an image. */
export interface BindMount extends MountCommon {
  readonly type: 'bind'
}

/** A directory that stays between builds. */
export interface CacheMount extends MountCommon, MountOwner {
  readonly type: 'cache'
  readonly sharing?: 'shared' | 'private' | 'locked'
}

/** An empty directory in memory. */
export interface TmpfsMount extends MountCommon {
  readonly type: 'tmpfs'
  /** Bytes; 0 for no limit. */
  readonly size: number
}

/** A secret as a file, or with `env` as a variable. */
export interface SecretMount extends MountCommon, MountOwner {
  readonly type: 'secret'
  readonly required: boolean
  readonly env?: string
}

/** The socket of an SSH agent. */
export interface SSHMount extends MountCommon, MountOwner {
  readonly type: 'ssh'
  readonly required: boolean
}

/** What a `--mount` of RUN says. */
export type Mount = BindMount | CacheMount | TmpfsMount | SecretMount | SSHMount
