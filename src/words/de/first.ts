export { bench } from './bench.ts'
export { figures } from './figures.ts'
