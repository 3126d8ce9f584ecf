import type { Words } from '../words.ts'

export const kinds: Words['kinds'] = {
  'fix-it': 'Reparieren',
  golf: 'Golf',
  cache: 'Cache',
  parsons: 'Zeilen ordnen',
  find: 'Finden',
  predict: 'Vorhersagen',
  debug: 'Fehler suchen',
  refactor: 'Umbauen',
  write: 'Schreiben',
  order: 'Karten ordnen',
}
