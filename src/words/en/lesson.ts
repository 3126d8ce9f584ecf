/** What stands in every lesson besides its prose. */
export const lesson = {
  /** Numbers of layers as words, from none. */
  numerals: ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
  /** On the buttons of a film. */
  film: { back: 'Back', play: 'Play', pause: 'Pause', on: 'Next' },
  /** The table of where a text is found in an image. */
  traces: {
    searchFor: 'A search for',
    where: 'Where',
    foundHead: 'Found',
    layers: 'The files of every layer',
    settings: 'The settings',
    history: 'The history',
    nothing: 'nothing',
    found: 'found',
    layer: (number: number, path: string): string => `layer ${number}: ${path}`,
  },
  /** A command in the text that can be sent to a terminal. */
  run: {
    hint: (scene: string): string => `Runs in the terminal of the scene “${scene}”`,
    label: (command: string, scene: string): string => `${command}, run in the terminal of the scene ${scene}`,
  },
  place: (number: number, of: number, minutes: number): string => `Lesson ${number} of ${of} · ${minutes} minutes`,
  /** Over a lesson that has not been put into this language. */
  onlyEnglish: '',
  onThisPage: 'On this page',
  projector: 'Show it with a projector',
  beforeAndAfter: 'Lessons before and after',
  above: 'The lesson above',
  below: 'The next lesson down',
  solidGround: 'Solid ground',
  ownDockerfile: 'Try it on a Dockerfile of your own',
  done: 'I am done with this lesson',
  boxes: {
    keep: 'Three things to keep',
    machine: 'On a real machine',
    honest: 'How true is this?',
    sources: 'Go to the source',
  },
  before: 'Before you start',
  scene: 'Scene',
  lookingBack: 'Looking back',
  predict: 'Predict.',
  decided: 'I have decided. Show me.',
  terminal: 'Terminal',
  code: 'Code',
  leftOut: (lines: number): string => `[ ${lines === 1 ? 'one line' : `${lines} lines`} left out ]`,
  asATable: 'Step by step, as a table',
  whatTheBuildGives: 'See what the build gives',
  filesBeside: 'Files beside it',
  marks: { ran: '↻ ran', cached: '✓ cached', failed: '✖ failed', setting: 'setting', unbuilt: 'not built' },
  noImage: 'no image',
  image: (size: string): string => `image ${size}`,
  heads: { step: 'Step', result: 'Result', layer: 'Layer', total: 'Total' },
  inItsStage: 'in its stage only',
  builds: {
    only: 'The build',
    first: 'First build',
    after: (what: string): string => `After: ${what}`,
    solution: 'With the solution',
  },
}
