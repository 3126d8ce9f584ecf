/** A mistake of an author, in a form that can be acted on: what was expected, what was found, where. Fails the build of the site. */
export class AuthorError extends Error {
  override readonly name = 'AuthorError'

  /** `where` is the file, relative to the project. */
  constructor(where: string, expected: string, found: string) {
    super(`${where}\n  expected: ${expected}\n  found:    ${found}`)
  }
}
