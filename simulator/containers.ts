/**
 * Started containers: a face of its own beside index.ts, so that a page fetches it when something is first run. What can run in them is in
 * programs.ts.
 */
export { commandLine, type StartOptions } from './containers/command.ts'
export { playContainer } from './containers/container.ts'
export type { Health, Probe } from './containers/health.ts'
export type {
  ContainerPlan,
  ContainerState,
  ContainerWorld,
  Execution,
  Happening,
} from './containers/plan.ts'
export { stopContainer, stopTimeoutMs } from './containers/stop.ts'
export type { Standing } from './machine/container.ts'
export { type HttpAnswer, type HttpOutcome, type HttpRequest, reasonOf } from './machine/http.ts'
export type { ShownProcess } from './machine/processes.ts'
export { cardSchema, readCard } from './machine/services/card.ts'
