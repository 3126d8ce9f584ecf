import { commandLine } from '../../containers/command.ts'
import { changesBetween } from '../../filesystem/differences.ts'
import { fileBytes } from '../../filesystem/tree.ts'
import { daemonError, dockerCommand, say } from '../command.ts'
import { shownName } from '../find.ts'
import { type HeldContainer, type HostDraft, millisecondsBetween } from '../host.ts'
import { printListing } from '../listing.ts'
import { connectionsOf } from '../networks.ts'
import { portsText } from '../ports.ts'
import { nextStart } from '../restarting.ts'
import type { Struct } from '../template/values.ts'
import { cut, durationText, shortID, sizeText } from '../texts.ts'

const heads = {
  ID: 'CONTAINER ID',
  Names: 'NAMES',
  Image: 'IMAGE',
  Command: 'COMMAND',
  CreatedAt: 'CREATED AT',
  RunningFor: 'CREATED',
  Ports: 'PORTS',
  State: 'STATE',
  Status: 'STATUS',
  Size: 'SIZE',
  Labels: 'LABELS',
  Mounts: 'MOUNTS',
  Networks: 'NETWORKS',
  LocalVolumes: 'LOCAL VOLUMES',
}

export const ps = dockerCommand({
  names: ['ps', 'container ls', 'container list', 'container ps'],
  flags: 'all|a quiet|q no-trunc filter|f=list format=value last|n=value latest|l size|s',
  words: [0, 0],
  run: ({ draft, process, given }) => {
    const filters = given.values('filter')
    const wrong = filters.map(wrongFilter).find((one) => one !== undefined)
    if (wrong !== undefined) return daemonError(process, wrong)
    const isAll =
      given.has('all') ||
      given.has('last') ||
      given.has('latest') ||
      filters.some((one) => /^(status|exited)=/.test(one))
    const shown = [...draft.host.containers]
      .reverse()
      .filter((one) => isAll || draft.isRunning(one) || nextStart(draft, one) !== undefined)
      .filter((one) => filters.every((filter) => fits(draft, one, filter)))
      .slice(0, given.has('latest') ? 1 : Number(given.value('last') ?? Number.POSITIVE_INFINITY))
    const isWhole = given.has('no-trunc')
    if (given.has('quiet')) {
      for (const { plan } of shown) say(process, isWhole ? plan.id : shortID(plan.id))
      return 0
    }
    const columns = [
      'ID',
      'Image',
      'Command',
      'RunningFor',
      'Status',
      'Ports',
      'Names',
      ...(given.has('size') ? ['Size'] : []),
    ]
    const rows = shown.map((one) => fieldsOf(draft, one, isWhole))
    return printListing(
      process,
      { type: '*formatter.ContainerContext', heads, columns, rows, complaint: 'failed to execute template' },
      given.value('format'),
    )
  },
})

function fieldsOf(draft: HostDraft, one: HeldContainer, isWhole: boolean): Struct {
  const labels = { ...one.plan.image.settings.Labels, ...Object.fromEntries(one.settings.labels) }
  const volumes = one.mounts.filter(({ kind }) => kind === 'volume')
  return {
    Command: commandText(one, isWhole),
    CreatedAt: `${one.created.seconds}`,
    ID: isWhole ? one.plan.id : shortID(one.plan.id),
    Image: one.imageName,
    Labels: Object.entries(labels)
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join(','),
    LocalVolumes: `${volumes.length}`,
    Mounts: one.mounts.map(({ source }) => (isWhole ? source : cut(source, 15))).join(','),
    Names: one.name,
    Networks: connectionsOf(one).join(','),
    Ports: draft.isRunning(one) ? portsText(one.ports, exposedOf(one)) : '',
    RunningFor: `${durationText(millisecondsBetween(one.created, draft.now))} ago`,
    Size: sizesOf(draft, one),
    State: stateWord(draft, one),
    Status: statusText(draft, one),
  }
}

/** What a container runs, in quotes and, where not all of it is wanted, cut. */
export function commandText({ plan }: HeldContainer, isWhole: boolean): string {
  const words = commandLine(plan.image.settings, plan.options)
    .map((word, at) => (at > 0 && word.includes(' ') ? `'${word}'` : word))
    .join(' ')
  return JSON.stringify(isWhole ? words : cut(words, 20))
}

function exposedOf({ plan, settings }: HeldContainer): readonly string[] {
  return [...new Set([...(plan.image.settings.ExposedPorts ?? []), ...settings.exposed])]
}

/** What it wrote itself, and all that it sees: `0B (virtual 44.9MB)`. */
export function sizesOf(draft: HostDraft, one: HeldContainer): string {
  const own = ownBytes(draft, one)
  return `${sizeText(own)} (virtual ${sizeText(own + fileBytes(one.plan.image.tree))})`
}

/** Bytes of the files that a container wrote. */
export function ownBytes(draft: HostDraft, one: HeldContainer): number {
  const tree = draft.stateOf(one)?.tree ?? one.plan.tree ?? one.plan.image.tree
  return changesBetween(one.plan.image.tree, tree).reduce(
    (sum, change) => sum + (change.kind === 'removed' || change.node.kind !== 'file' ? 0 : change.node.content.size),
    0,
  )
}

const stateWords = ['created', 'restarting', 'running', 'removing', 'paused', 'exited', 'dead']
const filterNames = /^(ancestor|before|exited|expose|health|id|is-task|label|name|network|publish|since|status|volume)=/

function wrongFilter(filter: string): string | undefined {
  const [name = '', value = ''] = filter.split('=')
  if (!filterNames.test(filter)) return `invalid filter '${name}'`
  return name === 'status' && !stateWords.includes(value)
    ? `invalid filter 'status=${value}': invalid value for state (${value}): must be one of created, running, paused, restarting, removing, exited, dead`
    : undefined
}

/** `running`, `paused`, `restarting`, `exited`, `created`. */
export function stateWord(draft: HostDraft, one: HeldContainer): string {
  const kind = draft.stateOf(one)?.standing.kind
  if (kind === 'running') return one.pausedAtMs === undefined ? 'running' : 'paused'
  if (nextStart(draft, one) !== undefined) return 'restarting'
  return kind === 'exited' ? 'exited' : 'created'
}

function fits(draft: HostDraft, one: HeldContainer, filter: string): boolean {
  const [, kind = '', value = ''] = /^([^=]*)=(.*)$/.exec(filter) ?? []
  const standing = draft.stateOf(one)?.standing
  switch (kind) {
    case 'name':
      return (
        one.name.includes(value.replace(/^[\^/]+/, '').replace(/\$$/, '')) &&
        (!value.endsWith('$') || one.name.endsWith(value.slice(0, -1).replace(/^[\^/]+/, '')))
      )
    case 'id':
      return one.plan.id.startsWith(value)
    case 'status':
      return stateWord(draft, one) === value
    case 'exited':
      return standing?.kind === 'exited' && `${standing.status}` === value
    case 'ancestor':
      return one.imageName === value || shownName(one.imageName).repository === value || one.imageID.includes(value)
    case 'health':
      return (draft.stateOf(one)?.health?.status ?? 'none') === value
    case 'network':
      return connectionsOf(one).includes(value)
    case 'volume':
      return one.mounts.some(({ source, target }) => source === value || target === value)
    case 'label': {
      const labels = new Map([...Object.entries(one.plan.image.settings.Labels ?? {}), ...one.settings.labels])
      const [name = '', wanted] = value.split('=')
      return labels.has(name) && (wanted === undefined || labels.get(name) === wanted)
    }
    case 'publish':
      return one.ports.some(({ host }) => `${host}` === value.replace(/\/tcp$/, ''))
    default:
      return true
  }
}

/** `Up 2 minutes (healthy)`, `Exited (0) 3 seconds ago`, `Created`. */
export function statusText(draft: HostDraft, container: HeldContainer): string {
  const state = draft.stateOf(container)
  if (state === undefined || state.standing.kind === 'failed' || state.standing.kind === 'refused') return 'Created'
  if (state.standing.kind === 'running') {
    const { health } = state
    const word =
      health === undefined ? '' : health.status === 'starting' ? ' (health: starting)' : ` (${health.status})`
    const paused = container.pausedAtMs === undefined ? word : ' (Paused)'
    return `Up ${durationText(sinceStart(draft, container))}${paused}`
  }
  const word = nextStart(draft, container) === undefined ? 'Exited' : 'Restarting'
  return `${word} (${state.standing.status}) ${durationText(sinceStart(draft, container) - (state.endedAtMs ?? 0))} ago`
}

function sinceStart(draft: HostDraft, container: HeldContainer): number {
  return container.started === undefined ? 0 : millisecondsBetween(container.started, draft.now)
}
