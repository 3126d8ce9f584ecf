/** How far a reader has come, and the questions of looking back. */
export const progress = {
  built: (built: number, of: number): string => `${built} of ${of} scenes built`,
  yourAnswer: 'Your answer, before you look',
  compare: 'Compare',
  hadIt: 'I had it',
  comeBack: 'I will come back to it',
  goOn: (title: string): string => `Go on with “${title}”`,
  done: '✓ Done',
  allDone: (all: number): string => `All ${all} lessons are done.`,
  soFar: (done: number, all: number, minutes: number): string =>
    `${done === 0 ? 'You have begun' : `${done} of ${all} lessons done`}. About ${minutes} minutes to go.`,
  saved: 'Your progress is in the file.',
  forgetSure: 'Forget it, I am sure',
  forgetsWhat: 'This forgets what is marked as done and your answers. Save it as a file first if you may want it back.',
  startOver: 'Start over',
  forgotten: 'Forgotten. Scenes that you build again will count again.',
  noProgress: 'This file holds no progress of this site, or was made by a newer version of it.',
  together: 'What was done here and what is in the file are now together.',
}
