import type { Words } from '../words.ts'

const numbers = ['Keine', 'Eine', 'Zwei', 'Drei', 'Vier', 'Fünf', 'Sechs', 'Sieben', 'Acht', 'Neun']

export const path: Words['path'] = {
  title: 'Lektionen',
  description:
    'Lektionen über Container-Images: was darin ist, Dockerfiles, Schichten, Löschen, Geheimnisse, der Build-Cache, mehrstufige Builds und Registrys, jede mit Szenen zum Bauen.',
  opening: (lessons, minutes) =>
    `${numbers[lessons] ?? lessons} Lektionen, etwa ${minutes} Minuten Lesen und Bauen. Du solltest dich in einem Terminal zurechtfinden; mehr braucht es nicht. Jede Szene ist ein Build, der läuft: vorhersagen, bauen, vergleichen.`,
  builtBefore: 'Schon einmal Images gebaut?',
  whereToBegin: 'Finde heraus, wo du anfängst',
  lookingForAWord: 'Suchst du ein Wort?',
  theGlossary: 'Das Glossar',
  hasIt: 'hat es.',
  lesson: (number, minutes) => `Lektion ${number} · ${minutes} Minuten`,
  tracks: {
    foundations: { name: 'Grundlagen', question: 'Was ist das eigentlich?' },
    safe: { name: 'Sicher und schnell', question: 'Warum verrät es etwas, und warum ist es langsam?' },
    small: { name: 'Klein', question: 'Mit wie wenig kommen wir aus?' },
    shipped: { name: 'Ausgeliefert', question: 'Können andere ihm trauen?' },
  },
  kept: 'Dein Fortschritt bleibt in diesem Browser',
  keptText:
    'Nimm ihn als Datei in einen anderen Browser mit, oder fang von vorn an. Was du in den Werkbänken gemacht hast, bleibt unberührt.',
  save: 'Als Datei sichern',
  bringBack: 'Eine Datei zurückholen …',
  startOver: 'Von vorn anfangen',
  savedFile: 'Eine Datei mit gesichertem Fortschritt',
}
