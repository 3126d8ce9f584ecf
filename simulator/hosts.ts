/**
 * Computers with docker on them: a face of its own beside index.ts, so that a page fetches it when a terminal is first opened. What can run on them
 * is in programs.ts.
 */
export { type Completions, completionsOf } from './docker/complete.ts'
export type { HeldContainer, HeldImage, Host, HostWorld, Window } from './docker/host.ts'
export { newHost } from './docker/laptop.ts'
export { type LineOptions, type LineRun, runLine } from './docker/line.ts'
export type { CommandManual, GroupManual } from './docker/manual.ts'
export { ownImages } from './docker/own.ts'
export {
  attachedTo,
  type Foreground,
  interrupted,
  type Looked,
  lookedAt,
  withImage,
  withTimePassed,
} from './docker/passing.ts'
export { detached, endInput, typeLine } from './docker/session.ts'
export { changesBetween } from './filesystem/differences.ts'
export type { OutputPiece } from './machine/machine.ts'
