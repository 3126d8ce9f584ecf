import { epoch } from '../filesystem/tree.ts'
import { sha256Hex } from '../values/digest.ts'
import type { HeldContainer, HeldNetwork, Host, HostDraft } from './host.ts'

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
export function driverOf({ name }: Pick<HeldNetwork, 'name'>): string {
  return name === 'host' ? 'host' : name === 'none' ? 'null' : 'bridge'
}

/** The names of the networks that a container is connected to. */
export function connectionsOf({ networks, settings }: HeldContainer): readonly string[] {
  return networks ?? [settings.network === 'default' ? 'bridge' : settings.network]
}

/** The containers of a network that run. */
export function membersOf(draft: HostDraft, network: string): readonly HeldContainer[] {
  return draft.host.containers.filter((one) => connectionsOf(one).includes(network) && draft.isRunning(one))
}

/** The first two numbers of a network's addresses: docker's own is 172.17, each further one the next. Source: moby, libnetwork's default pools. */
function subnetOf(host: Host, network: string): string {
  const at = host.networks.findIndex(({ name }) => name === network)
  return `172.${17 + at + 1}.0`
}

/** Where a network leads out. */
export function gatewayOf(host: Host, network: string): string {
  return `${subnetOf(host, network)}.1`
}

/** A container's address in a network; undefined where it has none. */
export function addressIn(host: Host, { addresses }: HeldContainer, network: string): string | undefined {
  const number = addresses?.get(network)
  return number === undefined ? undefined : `${subnetOf(host, network)}.${number}`
}

/** A container with an address in each of its networks: the lowest that is free there. */
export function withAddresses(draft: HostDraft, container: HeldContainer): HeldContainer {
  const addresses = new Map<string, number>()
  for (const network of connectionsOf(container)) {
    if (driverOf({ name: network }) !== 'bridge') continue
    const others = membersOf(draft, network).filter(({ plan }) => plan.id !== container.plan.id)
    const taken = new Set(others.map((one) => one.addresses?.get(network)))
    let number = 2
    while (taken.has(number)) number++
    addresses.set(network, number)
  }
  return { ...container, addresses }
}
