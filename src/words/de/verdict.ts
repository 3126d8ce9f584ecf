import type { Words } from '../words.ts'

export const verdict: Words['verdict'] = {
  youSaid: 'Du sagtest',
  itIs: 'Es ist',
  buildToSee: 'bau, um es zu sehen',
  asYouSaid: '✓ wie du gesagt hast',
  notWhatYouSaid: '≠ nicht, was du gesagt hast',
  noStepFromTheCache: 'kein Schritt aus dem Cache',
  linesFromTheCache: (lines) => `${lines.length === 1 ? 'Zeile' : 'Zeilen'} ${lines.join(', ')} aus dem Cache`,
  notAsThought: (thoughtCached) => (thoughtCached ? ', nicht aus dem Cache' : ', nicht gelaufen'),
}
