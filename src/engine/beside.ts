/** What the desk needs now and then, fetched when it is first asked for: the files of images, comparisons, pushes and pulls, ways to mend. */
export { describeActed } from './acting.ts'
export { describeComparison } from './comparing.ts'
export { describeRegistry } from './delivering.ts'
export { answerFiles } from './image-files.ts'
export { describeMending, mendsOf } from './mending.ts'
