import { powers, usualPowers } from '../machine/powers.ts'
import type { Process } from '../machine/process.ts'
import { linesOf } from './flag-files.ts'
import type { Given } from './flags.ts'

/** What a container was asked for that its processes do not see: kept for those who look at it. */
export interface ContainerSettings {
  readonly labels: readonly (readonly [string, string])[]
  readonly restart: RestartPolicy
  /** Bytes; 0 for no limit. */
  readonly memory: number
  readonly nanoCpus: number
  readonly capAdd: readonly string[]
  readonly capDrop: readonly string[]
  readonly securityOptions: readonly string[]
  readonly extraHosts: readonly string[]
  readonly isPrivileged: boolean
  /** `bridge`, `none`, `host`, or the name of one of the host's own. */
  readonly network: string
  /** `80/tcp`: what `--expose` and `-p` name. */
  readonly exposed: readonly string[]
  /** As `-v` gave them, with whole paths. */
  readonly binds: readonly string[]
}

/** Whether, and how often, docker starts a container again that has ended. */
export interface RestartPolicy {
  readonly name: string
  readonly count: number
}

/** Reads the flags of `docker run`; `wrong` is docker's message. */
export function settingsOf(
  given: Given,
  process: Process,
): Omit<ContainerSettings, 'exposed' | 'binds'> | { readonly wrong: string } {
  const restart = restartOf(given.value('restart') ?? 'no')
  const memory = bytesOf(given.value('memory') ?? '0') ?? 0
  const labels = linesOf(given, process, 'label-file')
  if ('wrong' in labels) return labels
  if ('wrong' in restart) return restart
  return {
    labels: [...labels, ...given.values('label')].map((text): [string, string] => {
      const at = text.indexOf('=')
      return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
    }),
    restart,
    memory,
    nanoCpus: Math.round(Number(given.value('cpus') ?? 0) * 1e9),
    capAdd: given.values('cap-add').map(capability),
    capDrop: given.values('cap-drop').map(capability),
    securityOptions: given.values('security-opt'),
    extraHosts: given.values('add-host'),
    isPrivileged: given.has('privileged'),
    network: given.value('network') ?? given.value('net') ?? 'bridge',
  }
}

/**
 * The capabilities that flags leave to root in a container, where they are not the usual: those that are added, and the usual but those that are dropped;
 * of `ALL` added all but those, of `ALL` dropped only what is added. Source: moby, oci/caps, TweakCapabilities.
 */
export function powersOf(given: Given): { readonly powers?: readonly string[] } {
  const [added, dropped] = [given.values('cap-add'), given.values('cap-drop')].map((names) =>
    names.map((name) => capability(name).replace(/^CAP_/, '')),
  )
  if (given.has('privileged')) return { powers }
  if (added === undefined || dropped === undefined || added.length + dropped.length === 0) return {}
  const without = (names: Iterable<string>): readonly string[] => [...names].filter((name) => !dropped.includes(name))
  if (added.includes('ALL')) return { powers: without(powers) }
  return { powers: dropped.includes('ALL') ? added : [...without(usualPowers), ...added] }
}

/** What is wrong with the capabilities that flags name, in the daemon's words. */
export function wrongPowers(given: Given): string | undefined {
  for (const [flag, said] of [
    ['cap-add', 'CapAdd'],
    ['cap-drop', 'CapDrop'],
  ] as const) {
    const unknown = given
      .values(flag)
      .map(capability)
      .find((name) => name !== 'ALL' && !powers.includes(name.replace(/^CAP_/, '')))
    if (unknown !== undefined) return `invalid ${said}: unknown capability: ${JSON.stringify(unknown)}`
  }
  return undefined
}

/** `ALL` as it is; others with their prefix. Source: moby, oci/caps. */
function capability(name: string): string {
  const upper = name.toUpperCase()
  return upper === 'ALL' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`
}

/** Reads `--restart`: `no`, `always`, `unless-stopped`, `on-failure:3`. Source: docker/cli, opts.ParseRestartPolicy. */
export function restartOf(text: string): RestartPolicy | { readonly wrong: string } {
  const [name = '', count = '0'] = text.split(':')
  if (!/^\d+$/.test(count)) return { wrong: 'invalid restart policy format: maximum retry count must be an integer' }
  if (!['no', 'always', 'unless-stopped', 'on-failure'].includes(name))
    return {
      wrong: `Error response from daemon: invalid restart policy: unknown policy '${name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`,
    }
  return { name, count: Number(count) }
}

/** Bytes of `64m`; undefined for what is no size. Source: docker/go-units, RAMInBytes. */
export function bytesOf(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([kmgt]?)i?b?$/i.exec(text) ?? []
  return number === undefined
    ? undefined
    : Math.floor(Number(number) * 1024 ** ' kmgt'.indexOf(unit.toLowerCase() || ' '))
}
