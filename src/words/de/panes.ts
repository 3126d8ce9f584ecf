export * from '../en/panes.ts'
export { counts } from './counts.ts'
