import type { Words } from '../words.ts'

export const placing: Words['placing'] = {
  openThePlayground: 'Zum Spielplatz',
  tickedOff: (lessons) =>
    `Abgehakt: ${lessons === 1 ? 'eine Lektion' : `${lessons} Lektionen`}. Die Liste zeigt es, und jede Lektion kann es zurücknehmen.`,
  knowsAll:
    'Du hast jede so beantwortet, wie der Builder es tut. Versuch es mit einem eigenen Dockerfile, oder lies zum Vergnügen weiter.',
  knowsNone: 'Fang hier an, und dann weiter abwärts.',
  knows: (known, all) =>
    `Du weißt ${known} von ${all}. Fang hier an; Lektionen, deren Frage du beantwortet hast, kannst du überspringen.`,
  notAnswered: 'Nicht beantwortet.',
  asTheEngine: '✓ So ist es im Build.',
  otherwise: 'Im Build ist es anders.',
}
