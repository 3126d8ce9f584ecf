import type { Words } from '../words.ts'

export const missing: Words['missing'] = {
  notFound: {
    title: 'Seite nicht gefunden',
    description: 'Unter dieser Adresse gibt es keine Seite.',
    heading: 'Diese Schicht ist nicht im Image',
    text: 'Unter dieser Adresse gibt es keine Seite. Sie ist vielleicht umgezogen, oder der Adresse ist unterwegs ein Buchstabe verloren gegangen.',
    searched: 'Die Suche kennt jede Seite: drück',
    lessons: 'Zu den Lektionen',
    start: 'Zur Startseite',
  },
  offline: {
    title: 'Offline',
    description: 'Es gibt kein Netz, und diese Seite hast du noch nicht besucht.',
    heading: 'Du bist offline',
    text: 'Diese Seite ist noch nicht geholt, und es gibt kein Netz, aus dem sie kommen könnte. Was du besucht hast, ist noch da, und jede Werkbank darin auch. Von deiner Arbeit ist nichts verloren.',
    again: 'Noch einmal versuchen',
    playground: 'Zum Spielplatz',
    visited: 'Auf diesem Gerät',
  },
}
