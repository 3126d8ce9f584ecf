import type { Time } from '../filesystem/tree.ts'

/** Thrown by a command that stays in the foreground: a container whose output is shown until it ends or is interrupted. */
export class Attached {
  readonly container: string
  /** Place in what happened to it, of the exec that is in the foreground in its stead. */
  readonly exec: number | undefined
  constructor(container: string, exec?: number) {
    this.container = container
    this.exec = exec
  }
}

/** Thrown by a command that stays in the foreground to tell what the daemon does: {@link Watch} says of what. */
export class Watching {
  readonly watch: Watch
  constructor(watch: Watch) {
    this.watch = watch
  }
}

/** Events that are told as they happen. */
export interface Watch {
  /** `container=web`. */
  readonly filters: readonly string[]
  /** As `--format` says; absent for docker's own line. */
  readonly format?: string
  /** Those after this. */
  readonly after: Time
  /** When it ends by itself. */
  readonly until?: Time
}

/** Thrown where an image of the catalog is needed that is not loaded. */
export class ImageNeeded {
  readonly reference: string
  constructor(reference: string) {
    this.reference = reference
  }
}
