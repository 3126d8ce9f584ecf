export { progress } from './progress.ts'
export { search } from './search.ts'
