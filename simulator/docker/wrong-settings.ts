import { signalNumber } from '../machine/signals.ts'
import type { Call } from './command.ts'
import { linesOf } from './flag-files.ts'
import type { Given } from './flags.ts'

const pullWays = ['always', 'missing', 'never']
const healthFlags = ['cmd', 'interval', 'retries', 'start-interval', 'start-period', 'timeout'].map(
  (one) => `health-${one}`,
)
const smallestMemory = 6 * 1024 ** 2

/** What docker's command line has against the flags of `docker run`, before it asks the daemon. Source: docker/cli, cli/command/container/opts.go. */
export function wrongFlags({ given, process }: Call): string | undefined {
  const pull = given.value('pull') ?? 'missing'
  if (!pullWays.includes(pull)) return `invalid pull option: '${pull}': must be one of "always", "missing" or "never"`
  for (const flag of ['env-file', 'label-file'] as const) {
    const lines = linesOf(given, process, flag)
    if ('wrong' in lines) return lines.wrong
  }
  if (given.has('no-healthcheck') && healthFlags.some((flag) => given.value(flag) !== undefined))
    return '--no-healthcheck conflicts with --health-* options'
  const option = given.values('security-opt').find((one) => !/[=:]/.test(one) && one !== 'no-new-privileges')
  if (option !== undefined) return `Invalid --security-opt: ${JSON.stringify(option)}`
  const network = given.value('network') ?? given.value('net') ?? 'bridge'
  if (given.has('network-alias') && ['bridge', 'default', 'host', 'none'].includes(network))
    return 'network-scoped aliases are only supported for user-defined networks'
  const platform = given.value('platform')
  return platform === undefined || isPlatform(platform)
    ? undefined
    : `error parsing specified platform: ${JSON.stringify(platform)}: cannot parse platform specifier: invalid argument`
}

function isPlatform(text: string): boolean {
  return /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+){0,2}$/.test(text)
}

/** What the daemon has against them. `memory` in bytes. Source: a real docker, tests/golden/docker/run/wrong-values.txt. */
export function wrongForDaemon(given: Given, memory: number): string | undefined {
  const directory = given.value('workdir') ?? ''
  if (directory !== '' && !directory.startsWith('/'))
    return `the working directory '${directory}' is invalid, it needs to be an absolute path`
  if (memory > 0 && memory < smallestMemory) return 'Minimum memory limit allowed is 6MB'
  const signal = given.value('stop-signal')
  if (signal !== undefined && signalNumber(signal) === undefined) return `invalid signal: ${signal}`
  return given
    .values('tmpfs')
    .map(wrongTmpfs)
    .find((one) => one !== undefined)
}

const tmpfsOptions =
  /^(size|mode|uid|gid|nr_inodes|nr_blocks|mpol)=|^(ro|rw|(no)?(exec|suid|dev|atime|diratime)|(a)?sync|relatime|strictatime|remount|bind|rbind|(r)?(private|shared|slave|unbindable))$/

function wrongTmpfs(text: string): string | undefined {
  const [path = '', ...rest] = text.split(':')
  if (!path.startsWith('/')) return `invalid mount path: '${path}' mount path must be absolute`
  const wrong = rest
    .join(':')
    .split(',')
    .find((option) => option !== '' && !tmpfsOptions.test(option))
  return wrong === undefined ? undefined : `invalid tmpfs option ${JSON.stringify(wrong.split('=', 1)[0])}`
}
