import type { Words } from '../words.ts'

export const asking: Words['asking'] = {
  youSaid: 'Du hast gesagt:',
  asItIs: '✓ So ist es.',
  otherwise: '≠ Es ist anders.',
  moveUp: (line) => `Nach oben: ${line}`,
  moveDown: (line) => `Nach unten: ${line}`,
  ifYouSaid: (option) => `Wenn du „${option}“ gesagt hast:`,
  cardAgrees: '✓ wie du sagst',
  cardDiffers: '≠ du sagst',
  cardsRight: 'Du hast {right} von {all} dorthin gelegt, wohin sie gehören.',
}
