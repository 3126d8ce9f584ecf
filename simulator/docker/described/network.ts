import { epoch } from '../../filesystem/tree.ts'
import { sha256Hex } from '../../values/digest.ts'
import type { HeldNetwork, Host, HostDraft } from '../host.ts'
import type { Struct } from '../template/values.ts'
import { rfcText } from '../times.ts'

/** The networks that every host has, and its own. */
export function networksOf(host: Host): readonly HeldNetwork[] {
  const usual = ['bridge', 'host', 'none'].map((name) => ({
    name,
    id: sha256Hex(`${host.name} ${name}`),
    created: epoch,
  }))
  return [...usual, ...host.networks].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The network that a word names: its name, or the beginning of its ID. */
export function networkNamed(host: Host, word: string): HeldNetwork | undefined {
  const all = networksOf(host)
  return all.find(({ name }) => name === word) ?? all.find(({ id }) => word.length > 3 && id.startsWith(word))
}

/** How a network is made: `bridge` but for the two that are none. */
export function driverOf({ name }: HeldNetwork): string {
  return name === 'host' ? 'host' : name === 'none' ? 'null' : 'bridge'
}

/** What `docker network inspect` tells, as far as it is known here. */
export function describedNetwork(draft: HostDraft, network: HeldNetwork): Struct {
  const containers = draft.host.containers.filter(
    (one) => draft.isRunning(one) && one.settings.network === network.name,
  )
  return {
    Name: network.name,
    Id: network.id,
    Created: rfcText(network.created),
    Scope: 'local',
    Driver: driverOf(network),
    EnableIPv4: true,
    EnableIPv6: false,
    Internal: false,
    Attachable: false,
    Ingress: false,
    Containers: new Map(containers.map(({ plan, name }) => [plan.id, { Name: name }])),
    Options: new Map(),
    Labels: new Map(),
  }
}
