/** What was asked of `apk`. */
export interface ApkCommand {
  readonly name: string
  readonly operands: readonly string[]
  readonly has: (...options: readonly string[]) => boolean
  readonly virtual: string | undefined
}
