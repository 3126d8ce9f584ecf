export function compactStyles(text: string): string
export function compactStylesPlugin(): {
  readonly name: string
  readonly apply: 'build'
  readonly transform: (text: string, id: string) => { readonly code: string; readonly map: null } | null
}
