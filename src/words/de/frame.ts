import type { Words } from '../words.ts'

export const frame: Words['frame'] = {
  language: 'de',
  skip: 'Zum Inhalt springen',
  home: 'Layerwise, Startseite',
  site: 'Website',
  footer: 'Fußzeile',
  places: {
    lessons: 'Lektionen',
    exercises: 'Übungen',
    playground: 'Spielplatz',
    reference: 'Referenz',
    glossary: 'Glossar',
    teach: 'Unterrichten',
    about: 'Über',
  },
  exactAndModelled: 'Was genau ist und was geschätzt',
  privacy: 'Datenschutz',
  beginWithTheFirst: 'Mit der ersten Lektion anfangen',
  offline: 'Du bist offline. Die Werkbank arbeitet weiter, und die Seiten, die du besucht hast, auch.',
  motto: 'Ändere eine Zeile, bewege Schichten.',
  small:
    'Alles läuft in deinem Browser; nichts, was du tippst, verlässt ihn. Layerwise ist kein Produkt von Docker, Inc.; „Docker“ ist deren Marke und nennt das Werkzeug, dessen Verhalten gezeigt wird.',
  search: 'Suchen',
  languages: 'Sprache',
  inEnglish: '(auf Englisch)',
  themes: { system: 'Farben: System', light: 'Farben: hell', dark: 'Farben: dunkel' },
}
