import type { Words } from '../words.ts'

export const solution: Words['solution'] = {
  filesAreThoseOfTheAnswer: 'Die Dateien sind die der Lösung. Bau, und vergleiche.',
  nextOf: (count) => (count === 1 ? 'Eine Änderung, in' : `Die nächste von ${count} Änderungen, in`),
  theChange: 'Die Änderung',
  goes: 'fällt weg: ',
  comes: 'kommt hinzu: ',
  makeThisChange: 'Diese Änderung machen',
  makeAllOfThem: 'Alle machen',
  linesAreGone: 'Die Zeilen sind weg.',
  changeIsMade: 'Die Änderung ist gemacht.',
  allChangesAreMade: 'Alle Änderungen sind gemacht.',
}
