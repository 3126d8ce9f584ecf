export interface Serving {
  readonly address: string
  readonly close: () => Promise<void>
}
export function serve(options: {
  readonly folder: string
  readonly port?: number
  readonly host?: string
  readonly base?: string
}): Promise<Serving>
