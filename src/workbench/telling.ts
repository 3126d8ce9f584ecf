/** What comes of the engine's answers, fetched together with it. */
export { stateAfter } from './answers.ts'
