export const solution = {
  filesAreThoseOfTheAnswer: 'The files are those of the answer. Build, and compare.',
  nextOf: (count: number): string => (count === 1 ? 'One change, in' : `The next of ${count} changes, in`),
  theChange: 'The change',
  goes: 'goes: ',
  comes: 'comes: ',
  makeThisChange: 'Make this change',
  makeAllOfThem: 'Make all of them',
  linesAreGone: 'The lines are gone.',
  changeIsMade: 'The change is made.',
  allChangesAreMade: 'All changes are made.',
}
