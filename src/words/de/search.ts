import type { Words } from '../words.ts'

export const search: Words['search'] = {
  kinds: { Lesson: 'Lektion', Glossary: 'Glossar', About: 'Über' },
  name: 'Suche',
  placeholder: 'Lektionen, Glossar',
  label: 'Lektionen und Glossar durchsuchen',
  close: 'Schließen',
  none: (asked) => `Zu „${asked}“ ist nichts zu finden. Versuch es mit einem anderen Wort oder mit weniger.`,
  pages: (count) => (count === 1 ? 'Eine Seite' : `${count} Seiten`),
  nearest: (pages) => `${pages}; diese liegen am nächsten.`,
  notBuilt: 'Die Seiten lassen sich durchsuchen, sobald die Website gebaut ist.',
  noIndex: 'Das Verzeichnis der Seiten ließ sich nicht holen. Die Liste der Lektionen nennt sie alle.',
  offline: 'Du bist offline, und das Verzeichnis der Seiten ist noch nicht geholt.',
  inTheGlossary: 'Im Glossar',
}
