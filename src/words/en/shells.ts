export const shells = {
  answerTheQuestionFirstOrSkip: 'Answer the question first, or skip it: the terminal builds, and that would tell.',
  shells: 'Shells',
  newShell: 'New shell',
  closeShell: (id: number): string => `Close shell ${id}`,
  commandsToRun: 'Commands to run',
  try: 'Try:',
  runThis: 'Run this',
  keys: 'Keys',
  thenPress: 'then',
  leavesTheTerminal: 'leaves the terminal;',
  completes: 'completes.',
  readOutputAloudWithAScreen: 'Read output aloud with a screen reader',
  allOfThisShellAsText: 'All of this shell as text',
  theTextOfTheShell: 'The text of the shell',
  copy: 'Copy',
  textOfShell: (id: number): string => `Text of shell ${id}`,
  nothingYet: 'Nothing yet.',
  whatIsSelected: 'What is selected',
  theMachineWasStartedAnewIts:
    'The machine was started anew. Its images, containers and what shells knew are gone; your files are as they were.',
  moreFilesAreOnThisMachine: (unshown: number): string =>
    `${unshown} more files are on this machine than the editor shows.`,
  whatWasTypedInTheTerminal: 'what was typed in the terminal',
  buildWith: (path: string): string => `build with ${path}`,
  theSimulatorHasStoppedAndDoes:
    'The simulator has stopped and does not start again. Load the page again; your files are kept.',
  theMachineStarts: 'The machine starts…',
  oneLineWaits: 'One line waits',
  linesWait: (length: number): string => `${length} lines wait`,
  runsInTheForegroundOfThis: (attached: string, more: string): string =>
    `${attached} runs in the foreground of this shell. Ctrl C interrupts it, and the third time leaves it running; ask it from another shell.${more}`,
  running: (more: string): string => `Running…${more}`,
  drawing: (more: string): string => `Running. Ctrl C stops it.${more}`,
  aLaptopWithDockerWithThis:
    'A laptop with docker, with this project’s files. What you build here is what the button builds.',
  shell: (id: number): string => `Shell ${id}`,
  runs: 'running',
  keyNames: { complete: 'Complete', before: 'Line before', after: 'Line after', interrupt: 'Interrupt' },
  onWhichComputerTheNewShell: 'On which computer the new shell is',
  onTheLaptop: 'on the laptop',
  on: (name: string): string => `on ${name}`,
  hasDockerAndNoFilesOf: (host: string): string =>
    `${host} has docker, and no files of the project: it pulls what was pushed, and runs it.`,
  whatYouTypeGoesToCtrl: (attached: string, more: string): string =>
    `What you type goes to ${attached}. Ctrl D on an empty line ends it; Ctrl P, Ctrl Q leaves it running.${more}`,
  wentByOnThisMachineThe: (time: string): string => `≈ ${time} went by on this machine; the page does not wait.`,
}
