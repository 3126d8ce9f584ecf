import type { Words } from '../words.ts'

export const gallery: Words['gallery'] = {
  title: 'Spielplatz',
  description:
    'Ein ganzer docker build zum Spielen: dein eigenes Dockerfile und deine Dateien oder eines von vielen Beispielen, gebaut in deinem Browser.',
  opening:
    'Leg einen Ordner, ein .zip oder ein Dockerfile irgendwo auf dieser Seite ab, oder fang mit einem Beispiel an. Was du schreibst, bleibt in diesem Browser und geht nirgendwohin.',
  theLessons: 'Die Lektionen',
  beginAtTheBeginning: 'fangen am Anfang an.',
  newHere: 'Neu hier? Schreib im Dockerfile unten: Die Größen ziehen mit, während du tippst.',
  listsAll: 'zeigt alles, was geht,',
  theKeys: 'die Tasten.',
  gotIt: 'Verstanden',
  examples: 'Beispiele',
  findOne: 'Eins suchen',
  findHint: 'node, secret, cache …',
  scale:
    'Echte Ordner, jeder für einen Gedanken gemacht, ihre Texte auf Englisch. Die Balken sind die Images, alle im selben Maßstab: Grau ist die Basis, schraffiert ist ausgeliefert, aber verdeckt.',
  changed: '✎ mit deinen Änderungen',
  none: 'Kein Beispiel hat diese Wörter. Versuch eines, etwa node oder cache.',
}
