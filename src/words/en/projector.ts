/** The bar of a page that is shown to a class, one thing at a time. */
export const projector = {
  /** The parts of an exercise, by what they are in its page. */
  parts: {
    '.exercise-page > header': 'Task',
    '.task': 'Task',
    'layerwise-answers': 'Questions',
    '.bench-place': 'Workbench',
    'layerwise-goals': 'Goals',
    'layerwise-outcome': 'Solution',
  },
  slides: 'Slides',
  back: 'Back',
  on: 'On',
  leave: 'Leave',
  place: (at: number, of: number, title: string): string => `${at} of ${of}${title === '' ? '' : `: ${title}`}`,
}
