import { figures } from './figures.ts'

const many = (count: number, one: string, others: string): string =>
  `${figures.grouped(count)} ${count === 1 ? one : others}`

/** Numbers of things. */
export const counts = {
  bytes: (count: number): string => many(count, 'byte', 'bytes'),
  files: (count: number): string => many(count, 'file', 'files'),
  largeFiles: (count: number): string => many(count, 'large file', 'large files'),
  entries: (count: number): string => many(count, 'entry', 'entries'),
  smallerEntries: (count: number): string => many(count, 'smaller entry', 'smaller entries'),
  smallerNames: (count: number): string => many(count, 'smaller name', 'smaller names'),
  changes: (count: number): string => many(count, 'change', 'changes'),
  fixes: (count: number): string => many(count, 'fix', 'fixes'),
  groups: (count: number): string => many(count, 'group', 'groups'),
  layers: (count: number): string => many(count, 'layer', 'layers'),
  nodes: (count: number): string => many(count, 'node', 'nodes'),
  others: (count: number): string => many(count, 'other', 'others'),
  projects: (count: number): string => many(count, 'project', 'projects'),
  removals: (count: number): string => many(count, 'removal', 'removals'),
  sources: (count: number): string => many(count, 'source', 'sources'),
  stages: (count: number): string => many(count, 'stage', 'stages'),
  standIns: (count: number): string => many(count, 'stand-in', 'stand-ins'),
  rows: (count: number): string => many(count, 'row', 'rows'),
  attempts: (count: number): string => many(count, 'attempt', 'attempts'),
  goals: (count: number): string => many(count, 'goal', 'goals'),
  rules: (count: number): string => many(count, 'rule', 'rules'),
  exercises: (count: number): string => many(count, 'exercise', 'exercises'),
  steps: (count: number): string => many(count, 'step', 'steps'),
  /** `a, b and c`. */
  list: (names: readonly string[]): string =>
    names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`,
}
