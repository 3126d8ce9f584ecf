import type { Score, Statement } from './messages.ts'

/** What a statement is about: its address, and its name in a language. */
export interface Subject {
  readonly address: string
  readonly title: string
  readonly language: string
}

const verbs = {
  initialized: 'http://adlnet.gov/expapi/verbs/initialized',
  attempted: 'http://adlnet.gov/expapi/verbs/attempted',
  completed: 'http://adlnet.gov/expapi/verbs/completed',
  passed: 'http://adlnet.gov/expapi/verbs/passed',
  failed: 'http://adlnet.gov/expapi/verbs/failed',
  terminated: 'http://adlnet.gov/expapi/verbs/terminated',
} as const

/** Names of deeds in xAPI's vocabulary. */
export type Verb = keyof typeof verbs

/** The address of a deed. */
export function verbAddress(verb: Verb): string {
  return verbs[verb]
}

/** What came of it, if anything: a score, whether that is enough, and how many seconds it took. */
export interface Outcome {
  readonly score?: Score
  readonly success?: boolean
  readonly seconds?: number
}

/** A statement without an actor, in the shape of xAPI 1.0.3: the platform around it knows who it is about. */
export function statement(verb: Verb, subject: Subject, outcome: Outcome = {}): Statement {
  const { score, success, seconds } = outcome
  const result = {
    ...(success === undefined ? {} : { completion: success, success }),
    ...(score === undefined ? {} : { score }),
    ...(seconds === undefined ? {} : { duration: isoDuration(seconds) }),
  }
  return {
    verb: { id: verbs[verb], display: { en: verb } },
    object: {
      id: subject.address,
      definition: {
        type: 'http://adlnet.gov/expapi/activities/assessment',
        name: { [subject.language]: subject.title },
      },
    },
    ...(Object.keys(result).length === 0 ? {} : { result }),
  }
}

/** Seconds as an ISO 8601 duration, to the hundredth: `PT1H2M3.04S`. SCORM 2004, xAPI and cmi5 want it so. */
export function isoDuration(seconds: number): string {
  const hundredths = Math.round(Math.max(0, seconds) * 100)
  const hours = Math.floor(hundredths / 360_000)
  const minutes = Math.floor((hundredths % 360_000) / 6000)
  const rest = (hundredths % 6000) / 100
  return `PT${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${rest}S`
}
