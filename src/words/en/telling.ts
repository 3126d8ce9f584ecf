export const telling = {
  building: 'Building…',
  stepOf: (min: number, length: number, current: string): string => `Step ${min} of ${length}: ${current}`,
  typingIn: (path: string): string => `typing in ${path}`,
  showMeDone: 'show me',
  optionsOfTheBuild: 'options of the build',
  noImageThisWouldNotBuild: 'No image: this would not build.',
  theBuildWasStopped: 'The build was stopped.',
  theBuilderIsColdItHas: 'The builder is cold: it has forgotten all that it had built.',
  theSimulatorMadeAMistakeAnd: (message: string): string => `The simulator made a mistake and stopped: ${message}`,
  builtOnceSoThatTheBuilder: 'Built once, so that the builder knows it. Now make your prediction.',
  noClipboardPlayground:
    'The browser lets no page use the clipboard here. Open the playground and copy the address there.',
  theLinkIsOnTheClipboard: (size: string): string =>
    `The link is on the clipboard: ${size}, with all the files in it. Nothing was sent anywhere.`,
  someChatProgramsCutLinksOver: (size: string): string => `${size} Some chat programs cut links over 2 kB.`,
  theFilesAreTooLongFor: (size: string, size2: string): string =>
    `The files are too long for a link: it would have ${size}, and ${size2} are read. Download the context as .zip and send that.`,
  isOnTheClipboard: (what: string): string => `${what} is on the clipboard.`,
  noClipboard: 'The browser lets no page use the clipboard here.',
  theEngineStoppedThreeTimesIn: 'The engine stopped three times in a row. Load the page again; your text is kept.',
  theEngineWasStartedAnewYour:
    'The engine was started anew. Your text is as it was; the builder has forgotten its builds.',
  thisBrowsersStorageIsFullYour: 'This browser’s storage is full: your changes last as long as this page is open.',
  thisBrowserKeepsNothingForThis: 'This browser keeps nothing for this page: your changes last as long as it is open.',
  theseAreYourChangesFromAn: 'These are your changes from an earlier visit. Reset brings back the beginning.',
}
