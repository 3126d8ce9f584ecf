import type { Words } from '../words.ts'

export const dialogs: Words['dialogs'] = {
  downloadTheContextAsZip: 'Kontext als .zip herunterladen',
  allThatCanBeDone: 'Alles, was geht …',
  embed: 'Einbetten',
  theFrame: {
    about: 'Ein Rahmen, für Seiten ohne Skripte',
    code: 'Der Code des Rahmens',
    copy: 'Code des Rahmens kopieren',
  },
  theElement: {
    about: 'Ein Element: es hat die richtige Höhe und meldet, was geschieht',
    code: 'Der Code des Elements',
    copy: 'Code des Elements kopieren',
  },
  copyALinkToThis: 'Link hierher kopieren',
  openInThePlayground: 'Im Spielplatz öffnen',
  everySceneAndProjectThatYou: 'Alle Szenen und Projekte, die du geändert hast, in einer Datei',
  saveAllMyWork: 'Meine ganze Arbeit sichern',
  bringWorkBack: 'Arbeit zurückholen …',
  aFileOfSavedWork: 'Eine Datei mit gesicherter Arbeit',
  keepWhatIsHere: 'Behalten, was hier ist',
  takeWhatIsInTheFile: 'Nehmen, was in der Datei ist',
  loadThePageAgain: 'Seite neu laden',
  thisBrowserKeepsNothingForThis:
    'Dieser Browser hebt für diese Seite nichts auf, also gibt es nichts zu sichern. Lade stattdessen den Kontext herunter.',
  allThatThisBrowserKeepsOf: 'Alles, was dieser Browser von deiner Arbeit aufhebt, ist in der Datei.',
  thisBrowserKeepsNothingForThis2:
    'Dieser Browser hebt für diese Seite nichts auf oder hat keinen Platz: Die Arbeit bleibt in der Datei.',
  keys: 'Tasten',
  bothHaveWork: (count, projects) =>
    count === 1
      ? `${projects} aus der Datei hat auch hier Arbeit.`
      : `${projects} aus der Datei haben auch hier Arbeit.`,
  cameBack: (projects, refused) =>
    `Zurückgeholt: ${projects}.${refused === 0 ? '' : ` ${refused} aus der Datei ließen sich nicht lesen.`}`,
  arrows: 'Pfeile',
  keyTabs: 'von Reiter zu Reiter unter dem Editor',
  keyEnter: 'auf einem Block: die Dateien seiner Schicht; auf einem Schritt: alles über ihn',
  keyWalk: 'durch einen Baum oder die Größenkarte; Enter öffnet, Esc schließt eine Datei des Images',
  keySizes: 'auf der Linie zwischen zwei Teilen: ihre Größen; Enter stellt sie zurück',
  keyActions: 'alles, was geht, nach Namen',
  keyKeys: 'diese Liste, außerhalb des Editors',
  shiftDown: 'Umschalt ↓',
  keySeveral: 'in den Dateien: mehrere wählen; Entf löscht sie, F2 verschiebt sie',
}
