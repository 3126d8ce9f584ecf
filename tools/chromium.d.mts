export function findChromium(): string | undefined
export function ensureChromium(): string | undefined
export function firstThatStarts(paths: readonly string[]): {
  readonly started: string | undefined
  readonly failures: readonly string[]
}
