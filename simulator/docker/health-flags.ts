import { parseDuration } from '../dockerfile/durations.ts'
import type { Healthcheck, Image } from '../image/image.ts'
import type { Given } from './flags.ts'

/** The flags that `docker run` has for health checks. */
export const healthFlags =
  'no-healthcheck health-cmd=value health-interval=value health-retries=value health-start-interval=value health-start-period=value health-timeout=value'

/** An image whose HEALTHCHECK is changed by flags of `docker run`. Source: docker/cli, opts.go; moby, daemon/health.go, mergeHealth. */
export function withHealthFlags(image: Image, given: Given): Image {
  if (given.has('no-healthcheck')) return withCheck(image, { Test: ['NONE'] })
  const command = given.value('health-cmd')
  const retries = given.value('health-retries')
  const check = {
    ...(command === undefined ? {} : { Test: ['CMD-SHELL', command] }),
    ...durationOf(given, 'health-interval', 'Interval'),
    ...durationOf(given, 'health-timeout', 'Timeout'),
    ...durationOf(given, 'health-start-period', 'StartPeriod'),
    ...durationOf(given, 'health-start-interval', 'StartInterval'),
    ...(retries === undefined ? {} : { Retries: Number(retries) }),
  }
  if (Object.keys(check).length === 0) return image
  return withCheck(image, { Test: [], ...image.settings.Healthcheck, ...check })
}

function durationOf<Name extends keyof Healthcheck>(given: Given, flag: string, name: Name): Partial<Healthcheck> {
  const text = given.value(flag)
  const time = text === undefined ? undefined : parseDuration(text)
  return typeof time === 'number' ? { [name]: time } : {}
}

function withCheck(image: Image, check: Healthcheck): Image {
  return { ...image, settings: { ...image.settings, Healthcheck: check } }
}
