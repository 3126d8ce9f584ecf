import { isoDuration } from '../embed/statements.ts'
import { type Memory, type Platform, packedMemory, type Report, seedOf, unpackedMemory } from './record.ts'
import type { ScormApi } from './scorm-api.ts'

/** How one version of SCORM calls things. */
interface Dialect {
  readonly initialize: string
  readonly get: string
  readonly set: string
  readonly commit: string
  readonly terminate: string
  readonly error: string
  readonly learner: string
  readonly suspended: string
  readonly exit: string
  readonly time: string
  readonly longestState: number
  timeText(seconds: number): string
  /** What is set at the first visit. */
  readonly begun: readonly (readonly [string, string])[]
  results(report: Report): readonly (readonly [string, string])[]
}

/** SCORM 1.2. */
export const scorm12: Dialect = {
  initialize: 'LMSInitialize',
  get: 'LMSGetValue',
  set: 'LMSSetValue',
  commit: 'LMSCommit',
  terminate: 'LMSFinish',
  error: 'LMSGetLastError',
  learner: 'cmi.core.student_id',
  suspended: 'cmi.suspend_data',
  exit: 'cmi.core.exit',
  time: 'cmi.core.session_time',
  longestState: 4096,
  timeText: clockText,
  begun: [['cmi.core.lesson_status', 'incomplete']],
  results: ({ score, passed }) => [
    ['cmi.core.score.min', '0'],
    ['cmi.core.score.max', '100'],
    ['cmi.core.score.raw', String(hundredths(score.scaled))],
    ['cmi.core.lesson_status', passed ? 'passed' : 'incomplete'],
  ],
}

/** SCORM 2004, fourth edition; what is set is the same in the third. */
export const scorm2004: Dialect = {
  initialize: 'Initialize',
  get: 'GetValue',
  set: 'SetValue',
  commit: 'Commit',
  terminate: 'Terminate',
  error: 'GetLastError',
  learner: 'cmi.learner_id',
  suspended: 'cmi.suspend_data',
  exit: 'cmi.exit',
  time: 'cmi.session_time',
  longestState: 64_000,
  timeText: isoDuration,
  begun: [
    ['cmi.completion_status', 'incomplete'],
    ['cmi.success_status', 'unknown'],
  ],
  results: ({ score, passed }) => [
    ['cmi.score.min', '0'],
    ['cmi.score.max', '100'],
    ['cmi.score.raw', String(hundredths(score.scaled))],
    ['cmi.score.scaled', String(Math.round(score.scaled * 10_000) / 10_000)],
    ['cmi.completion_status', passed ? 'completed' : 'incomplete'],
    ['cmi.success_status', passed ? 'passed' : 'failed'],
  ],
}

/** A platform that speaks SCORM. `now` gives milliseconds, for the time of the visit. A result is never made worse: the best one stays. */
export class ScormPlatform implements Platform {
  readonly #api: ScormApi
  readonly #dialect: Dialect
  readonly #now: () => number
  #began = 0
  #ended = false
  seed: string | undefined
  trouble: string | undefined

  constructor(api: ScormApi, dialect: Dialect, now: () => number) {
    this.#api = api
    this.#dialect = dialect
    this.#now = now
  }

  async begin(): Promise<Memory> {
    const { initialize, get, learner, suspended, begun } = this.#dialect
    this.#began = this.#now()
    if (this.#api.call(initialize, '') !== 'true')
      this.trouble = 'The learning platform did not open a record of this visit.'
    const name = this.#api.call(get, learner)
    this.seed = name === '' || name === 'false' ? undefined : seedOf(name)
    const memory = unpackedMemory(this.#api.call(get, suspended))
    if (memory.attempts === 0) this.#set(begun)
    await this.keep(memory)
    return memory
  }

  async keep(memory: Memory): Promise<void> {
    const { suspended, longestState, commit } = this.#dialect
    const { text, whole } = packedMemory(memory, longestState)
    this.#set([[suspended, text]])
    if (!whole)
      this.trouble =
        'What you have made is too long for the learning platform to keep; it is kept in this browser, and your result is reported.'
    if (this.#api.call(commit, '') !== 'true') this.trouble = 'The learning platform did not store your work.'
  }

  async report(report: Report, memory: Memory): Promise<void> {
    if (memory.best === undefined || report.score.scaled >= memory.best) this.#set(this.#dialect.results(report))
    await this.keep(memory)
  }

  end(memory: Memory): void {
    if (this.#ended) return
    this.#ended = true
    const { suspended, longestState, exit, time, timeText, commit, terminate } = this.#dialect
    this.#set([
      [suspended, packedMemory(memory, longestState).text],
      [time, timeText((this.#now() - this.#began) / 1000)],
      [exit, 'suspend'],
    ])
    this.#api.call(commit, '')
    this.#api.call(terminate, '')
  }

  #set(pairs: readonly (readonly [string, string])[]): void {
    for (const [name, value] of pairs)
      if (this.#api.call(this.#dialect.set, name, value) !== 'true')
        this.trouble = `The learning platform refused ${name} (error ${this.#api.call(this.#dialect.error)}).`
  }
}

function hundredths(scaled: number): number {
  return Math.round(scaled * 10_000) / 100
}

/** Seconds as SCORM 1.2 writes them: `0001:02:03.40`. */
function clockText(seconds: number): string {
  const whole = Math.min(Math.max(0, seconds), 9999 * 3600)
  const pad = (number: number, length: number) => String(number).padStart(length, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = Math.floor((whole % 60) * 100) / 100
  return `${pad(hours, 4)}:${pad(minutes, 2)}:${rest.toFixed(2).padStart(5, '0')}`
}
