import type { Workshop, WorkshopState } from '../workshop.ts'

/** What the parts of the form are given. */
export interface Maker {
  readonly state: WorkshopState
  readonly workshop: Workshop
  /** What is wrong with a field and may be said by now, to be spread into it. */
  readonly problemAt: (field: string) => { readonly problem?: string }
}

/** The part of the form that a field belongs to, where it has another name. */
const partOf: Readonly<Record<string, readonly string[]>> = {
  goal: ['goals'],
  cheat: ['cheats'],
  files: ['files', 'editable', 'dockerfile'],
}

/** Whether it may be said what is wrong with a field: nobody is told of mistakes in a form that they have not begun to fill in. */
export function mayBeSaid(
  field: string,
  { touched, isChecked }: Pick<WorkshopState, 'touched' | 'isChecked'>,
): boolean {
  const [part = field] = field.split(' ')
  return isChecked || (partOf[part] ?? [part]).some((name) => touched.includes(name))
}
