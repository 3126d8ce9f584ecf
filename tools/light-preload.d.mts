export function worthPreloading(asked: string, needed: readonly string[], host: string): readonly string[]
export function lightPreloadPlugin(): {
  readonly name: string
  readonly apply: 'build'
  readonly enforce: 'pre'
}
