/** What is compared of each step, and scored apart. */
export const aspects = [
  'exit',
  'error',
  'vertices',
  'cached',
  'output',
  'warnings',
  'check',
  'contextBytes',
  'config',
  'history',
  'layers',
  'entries',
] as const
export type Aspect = (typeof aspects)[number]

/** How many comparisons of each aspect hold, of how many. */
export type Score = Readonly<Record<Aspect, { readonly passed: number; readonly of: number }>>

/** A step of expected.json, or of a replay: only what is compared, each part absent where there is none. */
export interface ScoredStep {
  readonly exit: number
  readonly stderr?: string | undefined
  readonly vertices?: readonly ScoredVertex[] | undefined
  readonly contextBytes?: number | undefined
  readonly warnings?: readonly unknown[] | undefined
  readonly check?: unknown
  readonly image?: ScoredImage | undefined
}

export interface ScoredVertex {
  readonly name: string
  readonly cached?: boolean | undefined
  readonly inputs?: readonly string[] | undefined
  readonly stdout?: string | undefined
  readonly stderr?: string | undefined
  readonly notStarted?: boolean | undefined
}

export interface ScoredImage {
  readonly configText?: string | undefined
  readonly configDigest?: string | undefined
  readonly history?: readonly unknown[] | null | undefined
  readonly layers?: readonly ScoredLayer[] | undefined
}

export interface ScoredLayer {
  readonly diffID?: string | undefined
  readonly size?: number | undefined
  readonly fileBytes?: number | undefined
  readonly base?: string | undefined
  readonly entries?: readonly unknown[] | undefined
}

/** What a step says of an aspect; undefined where it says nothing of it. */
const pick: Readonly<Record<Aspect, (step: ScoredStep) => unknown>> = {
  exit: (step) => step.exit,
  error: (step) => step.stderr,
  vertices: (step) => step.vertices?.map(({ name, inputs = [], notStarted = false }) => ({ name, inputs, notStarted })),
  cached: (step) => step.vertices?.map(({ name, cached }) => ({ name, cached })),
  output: (step) =>
    some(step.vertices?.flatMap(({ name, stdout, stderr }) => (stdout || stderr ? [{ name, stdout, stderr }] : []))),
  warnings: (step) => some(step.warnings),
  check: (step) => step.check,
  contextBytes: (step) => step.contextBytes,
  config: (step) => step.image && { text: step.image.configText, digest: step.image.configDigest },
  history: (step) => step.image && { history: step.image.history },
  layers: (step) => step.image?.layers?.map(({ diffID, size }) => ({ diffID, size })),
  entries: (step) =>
    step.image?.layers?.map(({ base, fileBytes, entries }) => (base === undefined ? { fileBytes, entries } : { base })),
}

function some<Item>(items: readonly Item[] | undefined): readonly Item[] | undefined {
  return items !== undefined && items.length > 0 ? items : undefined
}

/** One aspect of one step: what differs, a line each, `path: expected, got`; none when it is the same. */
export interface Comparison {
  readonly step: number
  readonly aspect: Aspect
  readonly differences: readonly string[]
}

/** Compares a case's steps, aspect by aspect. Aspects that neither side speaks of are left out. `actual` may be shorter (the replay crashed). */
export function compareSteps(expected: readonly ScoredStep[], actual: readonly ScoredStep[]): readonly Comparison[] {
  return expected.flatMap((step, at) =>
    aspects.flatMap((aspect) => {
      const wanted = pick[aspect](step)
      const other = actual[at]
      const got = other === undefined ? undefined : pick[aspect](other)
      if (wanted === undefined && got === undefined) return []
      return [{ step: at, aspect, differences: differencesOf(wanted, got) }]
    }),
  )
}

/** The sums of comparisons. */
export function scoreOf(comparisons: readonly Comparison[]): Score {
  const counts = (aspect: Aspect) => {
    const own = comparisons.filter((each) => each.aspect === aspect)
    return { passed: own.filter((each) => each.differences.length === 0).length, of: own.length }
  }
  return {
    exit: counts('exit'),
    error: counts('error'),
    vertices: counts('vertices'),
    cached: counts('cached'),
    output: counts('output'),
    warnings: counts('warnings'),
    check: counts('check'),
    contextBytes: counts('contextBytes'),
    config: counts('config'),
    history: counts('history'),
    layers: counts('layers'),
    entries: counts('entries'),
  }
}

/** Aspects in which fewer comparisons hold than `floor` says. More that fail are no fall: a case may be new. */
export function belowFloor(score: Score, floor: Score): readonly Aspect[] {
  return aspects.filter((aspect) => score[aspect].passed < floor[aspect].passed)
}

/** Where two JSON values differ, a line each; at most a few dozen lines. Keys that are undefined count as absent. */
export function differencesOf(expected: unknown, actual: unknown, at = '', found: string[] = []): readonly string[] {
  if (found.length >= 40) return found
  if (isRecord(expected) && isRecord(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)]))
      differencesOf(expected[key], actual[key], at === '' ? key : `${at}.${key}`, found)
  } else if (Array.isArray(expected) && Array.isArray(actual)) {
    for (let index = 0; index < Math.max(expected.length, actual.length); index++)
      differencesOf(expected[index], actual[index], `${at}[${index}]`, found)
  } else if (!Object.is(expected, actual)) {
    const [wanted, got] = shownBeside(expected, actual)
    const place = at === '' ? '' : `${at}: `
    found.push(`${place}expected ${wanted}\n${' '.repeat(place.length + 5)}got ${got}`)
  }
  return found
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Long texts are shown from a little before the place where they part. */
function shownBeside(expected: unknown, actual: unknown): readonly [string, string] {
  if (typeof expected !== 'string' || typeof actual !== 'string') return [shown(expected), shown(actual)]
  let same = 0
  while (same < expected.length && expected[same] === actual[same]) same++
  const from = same > 120 ? same - 60 : 0
  const part = (text: string) => `${from === 0 ? '' : '…'}${shown(text.slice(from))}`
  return [part(expected), part(actual)]
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 1200 ? `${text.slice(0, 1200)}…` : text
}
