/** The catalogue of exercises, and what stands around one. */
export const exercises = {
  title: 'Exercises',
  description:
    'Exercises on container images that are checked by building them: fix, debug, predict, put in order, make small.',
  opening: (exercises: number): string =>
    `${exercises} tasks, each checked by building and running what you write. A verdict says why, with what was measured and where to look.`,
  /** Beside the opening where the tasks are in another language. */
  inEnglish: '',
  which: 'Which exercises',
  kind: 'Kind',
  allKinds: 'all kinds',
  lesson: 'Lesson',
  allLessons: 'all lessons',
  difficulty: 'Difficulty',
  any: 'any',
  levelOf: (level: number): string => `${level} of 5`,
  /** For those who do not see the dots. */
  difficultyOf: (level: number): string => `difficulty ${level} of 5`,
  min: (minutes: number): string => `${minutes} min`,
  minutes: (minutes: number): string => `${minutes} minutes`,
  passed: '✓ passed',
  par: (figure: string): string => `par ${figure}`,
  after: 'After this exercise',
  theLesson: 'The lesson:',
  next: 'Next:',
  all: 'All exercises',
  /** On paper. */
  sheet: {
    sheet: 'Sheet',
    name: 'Name:',
    lines: 'The lines, to be cut out or numbered; not all are needed',
    files: 'Files',
    mayBeChanged: 'This file may be changed.',
    atTheStart: 'What it comes to at the start',
    questions: 'Questions',
    start: 'At the start:',
    yourAnswer: 'Your answer',
    variants: 'On a screen each learner has numbers, words or an order of their own; these are the sheet’s.',
    solution: 'Solution',
    comesTo: 'What it comes to',
    toBuild: (time: string): string => `≈ ${time} to build`,
    theImage: 'The image',
    build: (number: number): string => `Build ${number}`,
  },
  forClass: {
    heading: 'For a class',
    projector: 'Show it with a projector',
    projectorMeans: ': large, one thing at a time. Arrow keys, or a presenter’s remote control, lead on.',
    print: 'Print the sheet',
    printSolved: 'Print it with the solution',
    sheetMeans:
      'Printed, this page is a sheet: the task, its files, what they come to at the start, the goals, and space to write. The solution is a sheet of its own.',
    link: 'Make a link for your class, or put it into a course',
    beginAtTheStart: 'Begin at the start',
  },
  notLoaded:
    'The exercise could not be loaded: the network may be away. What it asks stands below; load the page again to work on it.',
  goals: 'Goals',
  beyond: '(beyond the task)',
  withoutScripts:
    'Without JavaScript nothing can be built or checked here. The files can be built with a docker of your own.',
  opensThen: 'The workbench opens here when you have predicted.',
  howChecked: 'How it is checked',
  elsewhere:
    'Your files go to a new computer with an empty builder, and this is done there. What you tried in the workbench does not count, for better or worse.',
  noLock:
    'A check in a browser can be looked through by whoever wants to: it is for learning, and no lock for an exam.',
  fromALink: 'An exercise from a link',
  fromALinkMeans: 'An exercise that came with a link: its files and its goals, judged in your browser.',
  exercise: 'Exercise',
  workbench: 'Workbench',
  ownPage: 'Open in a page of its own',
}
