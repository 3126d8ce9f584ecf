/** What comes of the engine's answers and of what the learner does, fetched together with the engine. */
export { afterReset, noted, step } from './history/history.ts'
export { Keeper } from './keeping/keeper.ts'
export { isEnd, stateTold } from './keeping/making.ts'
