/** A workbench or an exercise in a frame of another page, and an exercise that a link carries. */
export const frames = {
  refused: (why: string): string => `What this frame was given could not be opened: ${why}. Here is the beginning.`,
  notOpened: (why: string): string => `What this frame was given could not be opened: ${why}.`,
  namesNone: 'it names no exercise',
  noExercise: 'it holds no exercise',
  badExercise: (why: string): string => `it holds no exercise: ${why}`,
  noWorkIn: 'it holds no work on an exercise',
  workNotOpened: (why: string): string => `What was done before could not be opened: ${why}.`,
  linkNotOpened: (why: string): string => `This link could not be opened: ${why}.`,
  /** As an edit that can be undone. */
  madeBefore: 'what was made before',
}
