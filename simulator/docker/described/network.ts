import type { HeldContainer, HeldNetwork, HostDraft } from '../host.ts'
import { addressIn, driverOf, membersOf } from '../networks.ts'
import type { Struct } from '../template/values.ts'
import { rfcText } from '../times.ts'

/** What `docker network inspect` tells, as far as it is known here. */
export function describedNetwork(draft: HostDraft, network: HeldNetwork): Struct {
  const containers = membersOf(draft, network.name)
  const ipOf = (one: HeldContainer): string => {
    const address = addressIn(draft.host, one, network.name)
    return address === undefined ? '' : `${address}/16`
  }
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
    Containers: new Map(containers.map((one) => [one.plan.id, { Name: one.name, IPv4Address: ipOf(one) }])),
    Options: new Map(),
    Labels: new Map(),
  }
}
