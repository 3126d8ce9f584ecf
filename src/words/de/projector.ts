import type { Words } from '../words.ts'

export const projector: Words['projector'] = {
  parts: {
    '.exercise-page > header': 'Aufgabe',
    '.task': 'Aufgabe',
    'layerwise-answers': 'Fragen',
    '.bench-place': 'Werkbank',
    'layerwise-goals': 'Ziele',
    'layerwise-outcome': 'Lösung',
  },
  slides: 'Folien',
  back: 'Zurück',
  on: 'Weiter',
  leave: 'Verlassen',
  place: (at, of, title) => `${at} von ${of}${title === '' ? '' : `: ${title}`}`,
}
