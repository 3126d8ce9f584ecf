import type { Words } from '../words.ts'

export const tabs: Words['tabs'] = {
  openFiles: 'Offene Dateien',
  undo: 'Rückgängig',
  undoOf: (undo) => `Rückgängig: ${undo}`,
  redo: 'Wiederholen',
  redoOf: (redo) => `Wiederholen: ${redo}`,
  changedSinceTheLastBuild: ', seit dem letzten Build geändert',
  changed: 'geändert',
  close: (path) => `${path} schließen`,
  dragOrUseTheArrowKeys: 'Ziehen, oder mit den Pfeiltasten; Doppelklick oder Enter stellt zurück',
  pixels: (round) => `${round} Pixel`,
  everythingIsAsItWasAt: 'Alles ist wie am Anfang.',
  undone: (what) => `Rückgängig gemacht: ${what}.`,
  doneAgain: (what) => `Wiederholt: ${what}.`,
  parts: { files: 'Breite der Dateien', image: 'Breite des Images', height: 'Höhe des Editors' },
  deleteCloses: '. Entf schließt sie',
  reset: 'Zurücksetzen',
}
