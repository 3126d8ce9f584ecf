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

/** Thrown where an image of the catalog is needed that is not loaded. */
export class ImageNeeded {
  readonly reference: string
  constructor(reference: string) {
    this.reference = reference
  }
}
