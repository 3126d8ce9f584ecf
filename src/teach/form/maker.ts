import type { Workshop, WorkshopState } from '../workshop.ts'

/** What the parts of the form are given. */
export interface Maker {
  readonly state: WorkshopState
  readonly workshop: Workshop
  /** What is wrong with a field, to be spread into it. */
  readonly problemAt: (field: string) => { readonly problem?: string }
}
