export { frames } from './frames.ts'
export { links } from './links.ts'
export { progress } from './progress.ts'
export { search } from './search.ts'
