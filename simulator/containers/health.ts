import type { Healthcheck, ImageSettings } from '../image/image.ts'

/** How a container with a HEALTHCHECK is. */
export interface Health {
  readonly status: 'starting' | 'healthy' | 'unhealthy'
  /** Probes that failed one after the other, up to now. */
  readonly failingStreak: number
  /** The last five, the oldest first. */
  readonly log: readonly Probe[]
  /** When it came to be otherwise, and how. */
  readonly changes: readonly { readonly atMs: number; readonly status: 'healthy' | 'unhealthy' }[]
}

/** One run of the check. */
export interface Probe {
  readonly atMs: number
  readonly status: number
  readonly output: string
}

const nanosecondsInMs = 1e6
const usual = { intervalMs: 30_000, startIntervalMs: 5000, retries: 3 }
/** Probes that are played of one life: a container that runs for days would have thousands, all alike. */
const probesAtMost = 200

/** The words that a check runs; undefined when there is none. */
export function probeCommand(settings: ImageSettings): readonly string[] | undefined {
  const [kind, ...words] = settings.Healthcheck?.Test ?? []
  if (kind === 'CMD') return words.length === 0 ? undefined : words
  return kind === 'CMD-SHELL' ? [...(settings.Shell ?? ['/bin/sh', '-c']), words[0] ?? ''] : undefined
}

/** When the check runs, in milliseconds after the start, up to a time. Source: moby, daemon/health.go. */
export function probeTimes(check: Healthcheck, untilMs: number): readonly number[] {
  const interval = msOf(check.Interval, usual.intervalMs)
  const startPeriod = msOf(check.StartPeriod, 0)
  const startInterval = msOf(check.StartInterval, usual.startIntervalMs)
  const times: number[] = []
  let at = 0
  while (times.length < probesAtMost) {
    at += at < startPeriod ? startInterval : interval
    if (at > untilMs) break
    times.push(at)
  }
  return times
}

/** The health after probes: failures count from the end of the start period, or from the first success. */
export function healthAfter(check: Healthcheck, probes: readonly Probe[]): Health {
  const retries = check.Retries === undefined || check.Retries === 0 ? usual.retries : check.Retries
  const startPeriod = msOf(check.StartPeriod, 0)
  let status: Health['status'] = 'starting'
  let failingStreak = 0
  const changes: Health['changes'][number][] = []
  const become = (next: 'healthy' | 'unhealthy', { atMs }: Probe): void => {
    if (status !== next) changes.push({ atMs, status: next })
    status = next
  }
  for (const probe of probes) {
    if (probe.status === 0) {
      become('healthy', probe)
      failingStreak = 0
      continue
    }
    if (status === 'starting' && probe.atMs < startPeriod) continue
    failingStreak += 1
    if (failingStreak >= retries) become('unhealthy', probe)
  }
  return { status, failingStreak, log: probes.slice(-5), changes }
}

function msOf(nanoseconds: number | undefined, usually: number): number {
  return nanoseconds === undefined || nanoseconds === 0 ? usually : nanoseconds / nanosecondsInMs
}
