import type { Words } from '../words.ts'

export const exercises: Words['exercises'] = {
  title: 'Übungen',
  description:
    'Übungen zu Container-Images, geprüft, indem sie gebaut werden: reparieren, Fehler finden, vorhersagen, ordnen, klein machen.',
  opening: (exercises) =>
    `${exercises} Aufgaben, jede geprüft, indem gebaut und gestartet wird, was du schreibst. Das Urteil sagt, warum, mit dem, was gemessen wurde, und wo du nachsehen kannst.`,
  inEnglish: 'Die Aufgaben selbst sind bisher auf Englisch.',
  which: 'Welche Übungen',
  kind: 'Art',
  allKinds: 'alle Arten',
  lesson: 'Lektion',
  allLessons: 'alle Lektionen',
  difficulty: 'Schwierigkeit',
  any: 'jede',
  levelOf: (level) => `${level} von 5`,
  difficultyOf: (level) => `Schwierigkeit ${level} von 5`,
  min: (minutes) => `${minutes} Min.`,
  minutes: (minutes) => `${minutes} Minuten`,
  passed: '✓ bestanden',
  par: (figure) => `Par ${figure}`,
  after: 'Nach dieser Übung',
  theLesson: 'Die Lektion:',
  next: 'Die nächste:',
  all: 'Alle Übungen',
  sheet: {
    sheet: 'Arbeitsblatt',
    name: 'Name:',
    lines: 'Die Zeilen, zum Ausschneiden oder Nummerieren; nicht alle werden gebraucht',
    files: 'Dateien',
    mayBeChanged: 'Diese Datei darf geändert werden.',
    atTheStart: 'Was es am Anfang ergibt',
    questions: 'Fragen',
    start: 'Am Anfang:',
    yourAnswer: 'Deine Antwort',
    variants:
      'Am Bildschirm hat jede und jeder eigene Zahlen, Wörter oder eine eigene Reihenfolge; dies sind die des Blattes.',
    solution: 'Lösung',
    comesTo: 'Was es ergibt',
    toBuild: (time) => `≈ ${time} zum Bauen`,
    theImage: 'Das Image',
    build: (number) => `Build ${number}`,
  },
  forClass: {
    heading: 'Für eine Klasse',
    projector: 'Mit einem Beamer zeigen',
    projectorMeans: ': groß, eins nach dem anderen. Pfeiltasten oder ein Presenter führen weiter.',
    print: 'Blatt drucken',
    printSolved: 'Mit der Lösung drucken',
    sheetMeans:
      'Gedruckt ist diese Seite ein Arbeitsblatt: die Aufgabe, ihre Dateien, was sie am Anfang ergeben, die Ziele und Platz zum Schreiben. Die Lösung ist ein eigenes Blatt.',
    link: 'Einen Link für deine Klasse machen oder in einen Kurs einbauen',
    beginAtTheStart: 'Am Anfang beginnen',
  },
  notLoaded:
    'Die Übung ließ sich nicht laden: Vielleicht ist das Netz weg. Was sie verlangt, steht unten; lade die Seite neu, um daran zu arbeiten.',
  goals: 'Ziele',
  beyond: '(über die Aufgabe hinaus)',
  withoutScripts:
    'Ohne JavaScript lässt sich hier nichts bauen oder prüfen. Die Dateien kannst du mit deinem eigenen docker bauen.',
  opensThen: 'Hier öffnet sich die Werkbank, wenn du vorhergesagt hast.',
  howChecked: 'Wie geprüft wird',
  elsewhere:
    'Deine Dateien kommen auf einen neuen Rechner mit leerem Builder, und dort geschieht dies. Was du in der Werkbank ausprobiert hast, zählt nicht, im Guten wie im Schlechten.',
  noLock:
    'Eine Prüfung im Browser kann durchschauen, wer will: Sie ist zum Lernen da und kein Schloss für eine Klausur.',
  fromALink: 'Eine Übung aus einem Link',
  fromALinkMeans: 'Eine Übung, die mit einem Link kam: ihre Dateien und ihre Ziele, geprüft in deinem Browser.',
  exercise: 'Übung',
  workbench: 'Werkbank',
  ownPage: 'Auf einer eigenen Seite öffnen',
}
