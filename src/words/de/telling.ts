import type { Words } from '../words.ts'

export const telling: Words['telling'] = {
  building: 'Wird gebaut …',
  stepOf: (min, length, current) => `Schritt ${min} von ${length}: ${current}`,
  typingIn: (path) => `Schreiben in ${path}`,
  showMeDone: 'Lösung gezeigt',
  optionsOfTheBuild: 'Einstellungen des Builds',
  noImageThisWouldNotBuild: 'Kein Image: So ließe es sich nicht bauen.',
  theBuildWasStopped: 'Der Build wurde angehalten.',
  theBuilderIsColdItHas: 'Der Builder ist kalt: Er hat alles vergessen, was er gebaut hatte.',
  theSimulatorMadeAMistakeAnd: (message) => `Der Simulator hat einen Fehler gemacht und angehalten: ${message}`,
  builtOnceSoThatTheBuilder: 'Einmal gebaut, damit der Builder es kennt. Jetzt sag vorher.',
  noClipboardPlayground:
    'Dieser Browser lässt hier keine Seite an die Zwischenablage. Öffne den Spielplatz und kopiere dort die Adresse.',
  theLinkIsOnTheClipboard: (size) =>
    `Der Link liegt in der Zwischenablage: ${size}, mit allen Dateien darin. Verschickt wurde nichts.`,
  someChatProgramsCutLinksOver: (size) => `${size} Manche Chatprogramme kürzen Links über 2 kB.`,
  theFilesAreTooLongFor: (size, size2) =>
    `Für einen Link sind die Dateien zu lang: Er hätte ${size}, und gelesen werden ${size2}. Lade den Kontext als .zip herunter und verschick ihn so.`,
  isOnTheClipboard: (what) => `In der Zwischenablage: ${what}.`,
  noClipboard: 'Dieser Browser lässt hier keine Seite an die Zwischenablage.',
  theEngineStoppedThreeTimesIn:
    'Der Simulator ist dreimal hintereinander stehen geblieben. Lade die Seite neu; dein Text ist aufgehoben.',
  theEngineWasStartedAnewYour:
    'Der Simulator wurde neu gestartet. Dein Text ist, wie er war; der Builder hat seine Builds vergessen.',
  thisBrowsersStorageIsFullYour:
    'Der Speicher dieses Browsers ist voll: Deine Änderungen halten, solange diese Seite offen ist.',
  thisBrowserKeepsNothingForThis:
    'Dieser Browser hebt für diese Seite nichts auf: Deine Änderungen halten, solange sie offen ist.',
  theseAreYourChangesFromAn:
    'Das sind deine Änderungen von einem früheren Besuch. Zurücksetzen bringt den Anfang wieder.',
}
