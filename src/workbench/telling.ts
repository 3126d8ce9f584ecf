/** The words for what the engine tells, fetched together with it. */
export { announcement, lineMarks } from './steps/view.ts'
