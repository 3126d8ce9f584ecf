import { sha256Hex } from '../../values/digest.ts'
import { complain, daemonError, dockerCommand, say } from '../command.ts'
import { containerNamed } from '../find.ts'
import type { HeldNetwork, HostDraft } from '../host.ts'
import { printListing } from '../listing.ts'
import { nextID } from '../names.ts'
import { connectionsOf, driverOf, membersOf, networkNamed, networksOf, withAddresses } from '../networks.ts'
import type { Struct } from '../template/values.ts'
import { shortID } from '../texts.ts'

const several = [1, Number.POSITIVE_INFINITY] as const

export const networkCreate = dockerCommand({
  names: ['network create'],
  flags: 'driver|d=value',
  words: [1, 1],
  run: ({ draft, process, given }) => {
    const [name = ''] = given.words
    if (['bridge', 'host', 'none'].includes(name))
      return daemonError(process, `operation is not permitted on predefined ${name} network`)
    if (networkNamed(draft.host, name)?.name === name)
      return daemonError(process, `network with name ${name} already exists`)
    const network = { name, id: nextID(draft.host), created: draft.now }
    draft.change({ networks: [...draft.host.networks, network], made: draft.host.made + 1 })
    say(process, network.id)
    return 0
  },
})

export const networkList = dockerCommand({
  names: ['network ls', 'network list'],
  flags: 'filter|f=list format=value no-trunc quiet|q',
  words: [0, 0],
  run: ({ draft, process, given }) => {
    const wanted = given.values('filter').flatMap((filter) => (filter.startsWith('name=') ? [filter.slice(5)] : []))
    const shown = networksOf(draft.host).filter(({ name }) => wanted.every((part) => name.includes(part)))
    const idOf = (id: string): string => (given.has('no-trunc') ? id : shortID(id))
    if (given.has('quiet')) {
      for (const { id } of shown) say(process, idOf(id))
      return 0
    }
    const rows = shown.map(
      (network): Struct => ({ Driver: driverOf(network), ID: idOf(network.id), Name: network.name, Scope: 'local' }),
    )
    const heads = { ID: 'NETWORK ID', Name: 'NAME', Driver: 'DRIVER', Scope: 'SCOPE' }
    const listing = { type: '*formatter.networkContext', heads, columns: ['ID', 'Name', 'Driver', 'Scope'], rows }
    return printListing(process, listing, given.value('format'))
  },
})

export const networkRemove = dockerCommand({
  names: ['network rm', 'network remove'],
  flags: 'force|f',
  words: several,
  run: ({ draft, process, given }) => {
    let isWrong = false
    for (const word of given.words) {
      const found = networkNamed(draft.host, word)
      const wrong = found === undefined ? `network ${word} not found` : whyNotRemoved(draft, found)
      if (wrong === undefined) {
        draft.change({ networks: draft.host.networks.filter((one) => one !== found) })
        say(process, word)
      } else if (found !== undefined || !given.has('force')) {
        daemonError(process, wrong)
        isWrong = true
      }
    }
    if (isWrong) complain(process, 'exit status 1')
    return isWrong ? 1 : 0
  },
})

function whyNotRemoved(draft: HostDraft, network: HeldNetwork): string | undefined {
  if (!draft.host.networks.includes(network)) return `${network.name} is a pre-defined network and cannot be removed`
  const members = membersOf(draft, network.name)
  if (members.length === 0) return undefined
  const named = members.map(({ name, plan }) => `name:"${name}" id:"${endpointID(network, plan.id)}"`).join(' ')
  return `error while removing network: network ${network.name} has active endpoints (${named})`
}

/** What a container's place in a network is called: it follows from both. */
function endpointID({ id }: HeldNetwork, container: string): string {
  return sha256Hex(`${id} ${container}`).slice(0, 12)
}

export const networkConnect = dockerCommand({
  names: ['network connect'],
  flags: 'alias=list',
  words: [2, 2],
  run: ({ draft, process, given }) => {
    const [word = '', whom = ''] = given.words
    const network = networkNamed(draft.host, word)
    const container = containerNamed(draft.host, whom)
    if (network === undefined) return daemonError(process, `network ${word} not found`)
    if (container === undefined) return daemonError(process, `No such container: ${whom}`)
    const { name } = network
    if (name === 'host')
      return daemonError(
        process,
        'cannot connect container to host network - container must be created in host network mode',
      )
    const connections = connectionsOf(container)
    if (connections.includes(name))
      return daemonError(process, `endpoint with name ${container.name} already exists in network ${name}`)
    const aliases = [...(container.aliases ?? []), ...given.values('alias')]
    const joined = { ...container, networks: [...connections, name], aliases }
    draft.putContainer(draft.isRunning(container) ? withAddresses(draft, joined) : joined)
    return 0
  },
})

export const networkDisconnect = dockerCommand({
  names: ['network disconnect'],
  flags: 'force|f',
  words: [2, 2],
  run: ({ draft, process, given }) => {
    const [word = '', whom = ''] = given.words
    const network = networkNamed(draft.host, word)
    if (network === undefined) return daemonError(process, `network ${word} not found`)
    const container = containerNamed(draft.host, whom)
    if (container === undefined) return daemonError(process, `No such container: ${whom}`)
    const connections = connectionsOf(container)
    if (!connections.includes(network.name))
      return daemonError(process, `container ${container.plan.id} is not connected to network ${network.name}`)
    draft.putContainer({ ...container, networks: connections.filter((name) => name !== network.name) })
    return 0
  },
})
