import type { Registry } from '../registry/registry.ts'
import type { Host, HostWorld } from './host.ts'
import { type LineRun, runLine } from './line.ts'

/** Computers and the registries that they all reach, as a value. */
export interface Site {
  readonly hosts: ReadonlyMap<string, Host>
  readonly registry: Registry
}

/** Runs a line in the shell of one of the hosts; what it does to the registries is seen by all. Throws a RangeError where there is no such host. */
export function runLineOn(
  site: Site,
  name: string,
  line: string,
  world: Omit<HostWorld, 'registry'>,
): { readonly site: Site; readonly run: LineRun } {
  const host = site.hosts.get(name)
  if (host === undefined) throw new RangeError(`no host is called ${name}`)
  const run = runLine(host, line, { ...world, registry: site.registry })
  return { site: { hosts: new Map(site.hosts).set(name, run.host), registry: run.registry }, run }
}
