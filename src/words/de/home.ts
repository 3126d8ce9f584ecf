import type { Words } from '../words.ts'

export const home: Words['home'] = {
  description:
    'Lerne, wie Container-Images funktionieren, indem du sie baust: ein docker build, der in deinem Browser läuft, und Lektionen dazu.',
  title: ['Ändere eine Zeile,', 'bewege', 'Schichten.', ''],
  lead: (line, bytes) =>
    `Ein docker build, mitten in der Seite, die du liest. Zeile ${line} löscht ${bytes}, und das Image schleppt sie trotzdem mit. Ändere eine Zeile und sieh, was sie kostet, heute und beim nächsten Mal.`,
  tryIt: 'Ein Dockerfile zum Ausprobieren',
  under: 'Kein Konto, nichts zu installieren, und nichts, was du tippst, verlässt diesen Browser.',
  down: 'Hinab durch die Schichten',
  downText:
    'Ein Image ist ein Stapel festgehaltener Unterschiede und eine kleine Karte mit Einstellungen. In diesen Satz graben sich die Lektionen hinein. Jede fragt dich zuerst, was du erwartest, lässt dich bauen und legt deine Vermutung neben die Antwort. Fang oben an; jede ruht auf der davor.',
  own: 'Bring dein eigenes Dockerfile mit',
  ownText:
    'Der Spielplatz ist die ganze Werkbank mit einem leeren Tisch davor. Füg ein, was du hast, vertausch zwei Zeilen und vergleiche, bevor du elf Minuten eines Build-Servers dafür ausgibst.',
  openPlayground: 'Zum Spielplatz',
  trust: 'Wie weit kann ich den Zahlen trauen?',
}
