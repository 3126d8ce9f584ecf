export const dialogs = {
  downloadTheContextAsZip: 'Download the context as .zip',
  allThatCanBeDone: 'All that can be done…',
  embed: 'Embed',
  theFrame: {
    about: 'A frame, for pages that take no scripts',
    code: 'The code of the frame',
    copy: 'Copy the code of the frame',
  },
  theElement: {
    about: 'An element, which has the right height and tells what happens',
    code: 'The code of the element',
    copy: 'Copy the code of the element',
  },
  copyALinkToThis: 'Copy a link to this',
  openInThePlayground: 'Open in the playground',
  everySceneAndProjectThatYou: 'Every scene and project that you have changed, in one file',
  saveAllMyWork: 'Save all my work',
  bringWorkBack: 'Bring work back…',
  aFileOfSavedWork: 'A file of saved work',
  keepWhatIsHere: 'Keep what is here',
  takeWhatIsInTheFile: 'Take what is in the file',
  loadThePageAgain: 'Load the page again',
  thisBrowserKeepsNothingForThis:
    'This browser keeps nothing for this page, so there is nothing to save. Download the context instead.',
  allThatThisBrowserKeepsOf: 'All that this browser keeps of your work is in the file.',
  thisBrowserKeepsNothingForThis2:
    'This browser keeps nothing for this page, or has no room: the work stays in the file.',
  keys: 'Keys',
  bothHaveWork: (count: number, projects: string): string =>
    `${projects} of the file ${count === 1 ? 'has' : 'have'} work here too.`,
  cameBack: (projects: string, refused: number): string =>
    `${projects} came back.${refused === 0 ? '' : ` ${refused} of the file could not be read.`}`,
  arrows: 'Arrows',
  keyTabs: 'from tab to tab below the editor',
  keyEnter: 'on a block: the files of its layer; on a step: all about it',
  keyWalk: 'through a tree or the map of sizes; Enter opens, Esc closes a file of the image',
  keySizes: 'on the line between two parts: their sizes; Enter puts them back',
  keyActions: 'all that can be done, by name',
  keyKeys: 'this list, outside the editor',
  shiftDown: 'Shift ↓',
  keySeveral: 'in the files: choose several; Del deletes them, F2 moves them',
}
