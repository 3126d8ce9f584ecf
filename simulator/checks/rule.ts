/** A check: a row of data. The builder's own have its description and the address of its page. */
export interface Rule {
  readonly code: string
  readonly description: string
  /** Absent where the builder has no page. */
  readonly url?: string
  /** Only with `# check=experimental=…`. */
  readonly experimental?: boolean
  /** The builder's rule, or one of ours. */
  readonly origin: 'builder' | 'layerwise'
}
