export * from '../en/first.ts'
export { figures } from './figures.ts'
