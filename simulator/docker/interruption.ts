/** Thrown by a command that stays in the foreground: a container whose output is shown until it ends or is interrupted. */
export class Attached {
  readonly container: string
  constructor(container: string) {
    this.container = container
  }
}

/** Thrown where an image of the catalog is needed that is not loaded. */
export class ImageNeeded {
  readonly reference: string
  constructor(reference: string) {
    this.reference = reference
  }
}
