/** What comes of the engine's answers and of what the learner does, fetched together with the engine. */
export { stateAfter } from './answers.ts'
export { noted, step } from './history/history.ts'
