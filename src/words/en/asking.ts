/** Predictions in the text of a lesson: what stands around the author's own words. */
export const asking = {
  youSaid: 'You said:',
  asItIs: '✓ As it is.',
  otherwise: '≠ It is otherwise.',
  moveUp: (line: string) => `Move up: ${line}`,
  moveDown: (line: string) => `Move down: ${line}`,
  ifYouSaid: (option: string) => `If you said “${option}”:`,
  cardAgrees: '✓ as you said',
  cardDiffers: '≠ you said',
  /** `{right}` and `{all}` are numbers, filled in while the page is read. */
  cardsRight: 'You put {right} of {all} where they belong.',
}
