import type { Words } from '../words.ts'

export const placement: Words['placement'] = {
  title: 'Wo anfangen',
  description:
    'Ein paar Fragen, jede mit einem Dockerfile und einer Antwort aus einem Build, die dir sagen, bei welcher Lektion du anfängst.',
  lead: 'Du hast schon Images gebaut? Eine Frage zu jeder Lektion außer der ersten, und du weißt, wo etwas Neues beginnt. Niemand zählt mit, und nichts wird verschickt. Was richtig ist, kommt aus Builds: Die Dockerfiles wurden gebaut, als diese Seite entstand.',
  newToThis: 'Ist das alles neu für dich? Fang an mit',
  dockerfileOf: (question) => `Dockerfile zu Frage ${question}`,
  theAnswer: 'Die Antwort',
  lesson: 'Lektion:',
  ask: 'Wo fange ich an?',
  startHere: 'Fang hier an',
  tickOff: 'Abhaken, was ich kann',
}
