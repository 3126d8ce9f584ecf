/** A COPY, ADD or WORKDIR that cannot be done; `message` is what the builder prints. */
export class CopyError extends Error {
  override readonly name = 'CopyError'
}
