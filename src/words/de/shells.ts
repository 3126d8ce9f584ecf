import type { Words } from '../words.ts'

export const shells: Words['shells'] = {
  answerTheQuestionFirstOrSkip:
    'Beantworte zuerst die Frage, oder überspring sie: Das Terminal baut, und das würde es verraten.',
  shells: 'Shells',
  newShell: 'Neue Shell',
  closeShell: (id) => `Shell ${id} schließen`,
  commandsToRun: 'Kommandos zum Ausführen',
  try: 'Probier:',
  runThis: 'Ausführen',
  keys: 'Tasten',
  thenPress: 'dann',
  leavesTheTerminal: 'verlässt das Terminal;',
  completes: 'ergänzt.',
  readOutputAloudWithAScreen: 'Ausgaben vom Screenreader vorlesen lassen',
  allOfThisShellAsText: 'Diese Shell ganz als Text',
  theTextOfTheShell: 'der Text der Shell',
  copy: 'Kopieren',
  textOfShell: (id) => `Text von Shell ${id}`,
  nothingYet: 'Noch nichts.',
  whatIsSelected: 'die Auswahl',
  theMachineWasStartedAnewIts:
    'Der Rechner wurde neu gestartet. Seine Images und Container und was Shells wussten, sind weg; deine Dateien sind, wie sie waren.',
  moreFilesAreOnThisMachine: (unshown) => `Auf diesem Rechner sind ${unshown} Dateien mehr, als der Editor zeigt.`,
  whatWasTypedInTheTerminal: 'Eingabe im Terminal',
  buildWith: (path) => `Bauen mit ${path}`,
  theSimulatorHasStoppedAndDoes:
    'Der Simulator ist stehen geblieben und startet nicht wieder. Lade die Seite neu; deine Dateien sind aufgehoben.',
  theMachineStarts: 'Der Rechner startet …',
  oneLineWaits: 'Eine Zeile wartet',
  linesWait: (length) => `${length} Zeilen warten`,
  runsInTheForegroundOfThis: (attached, more) =>
    `${attached} läuft im Vordergrund dieser Shell. Ctrl C unterbricht es und lässt es beim dritten Mal weiterlaufen; frag es aus einer anderen Shell.${more}`,
  running: (more) => `Läuft …${more}`,
  drawing: (more) => `Läuft. Strg C hält es an.${more}`,
  aLaptopWithDockerWithThis:
    'Ein Laptop mit docker und den Dateien dieses Projekts. Was du hier baust, ist, was der Knopf baut.',
  shell: (id) => `Shell ${id}`,
  runs: 'läuft',
  keyNames: { complete: 'Ergänzen', before: 'Zeile davor', after: 'Zeile danach', interrupt: 'Unterbrechen' },
  onWhichComputerTheNewShell: 'Auf welchem Rechner die neue Shell ist',
  onTheLaptop: 'auf dem Laptop',
  on: (name) => `auf ${name}`,
  hasDockerAndNoFilesOf: (host) =>
    `${host} hat docker und keine Dateien des Projekts: Er holt, was gepusht wurde, und lässt es laufen.`,
  whatYouTypeGoesToCtrl: (attached, more) =>
    `Was du tippst, geht an ${attached}. Ctrl D in einer leeren Zeile beendet es; Ctrl P, Ctrl Q lässt es weiterlaufen.${more}`,
  wentByOnThisMachineThe: (time) => `Auf diesem Rechner vergingen ≈ ${time}; die Seite wartet nicht.`,
}
