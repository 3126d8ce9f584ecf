import { fileBytes } from '../../filesystem/tree.ts'
import { isShared, privateBytes, recordBytes, recordID } from '../cached.ts'
import { type Call, dockerCommand, say } from '../command.ts'
import { shownName, sizeOfImage } from '../find.ts'
import { type HeldImage, type HostDraft, millisecondsBetween } from '../host.ts'
import { printListing, withTemplate } from '../listing.ts'
import { jsonText, type Struct } from '../template/values.ts'
import { durationText, shortID, sizeText, tableText } from '../texts.ts'
import { dockerVersion } from '../version.ts'
import { sinceOf } from './images.ts'
import { bytesOnlyIn } from './prune.ts'
import { commandText, ownBytes, stateWord, statusText } from './ps.ts'

export const version = dockerCommand({
  names: ['version'],
  flags: 'format|f=value',
  words: [0, 0],
  run: (call) => {
    const { version: number, api, leastApi } = dockerVersion
    const common = { Version: number, ApiVersion: api, Os: 'linux', Arch: 'amd64' }
    const data: Struct = {
      Client: { Platform: { Name: '' }, ...common, Context: 'default' },
      Server: { Platform: { Name: '' }, ...common, MinAPIVersion: leastApi, Experimental: false },
    }
    return tell(
      call,
      data,
      `Client:
 Version:           ${number}
 API version:       ${api}
 OS/Arch:           linux/amd64
 Context:           default

Server:
 Engine:
  Version:          ${number}
  API version:      ${api} (minimum version ${leastApi})
  OS/Arch:          linux/amd64
  Experimental:     false
`,
    )
  },
})

export const about = dockerCommand({
  names: ['info', 'system info'],
  flags: 'format|f=value',
  words: [0, 0],
  run: (call) => {
    const { host } = call.draft
    const count = (word: string): number => host.containers.filter((one) => stateWord(call.draft, one) === word).length
    const running = count('running')
    const paused = count('paused')
    const stopped = host.containers.length - running - paused
    const data: Struct = {
      Containers: host.containers.length,
      ContainersRunning: running,
      ContainersPaused: paused,
      ContainersStopped: stopped,
      Images: host.images.length,
      Driver: 'overlay2',
      OSType: 'linux',
      Architecture: 'x86_64',
      Name: host.name,
      ServerVersion: dockerVersion.version,
    }
    return tell(
      call,
      data,
      `Client:
 Version:    ${dockerVersion.version}
 Context:    default
 Debug Mode: false

Server:
 Containers: ${host.containers.length}
  Running: ${running}
  Paused: ${paused}
  Stopped: ${stopped}
 Images: ${host.images.length}
 Server Version: ${dockerVersion.version}
 Storage Driver: overlay2
 Logging Driver: json-file
 OSType: linux
 Architecture: x86_64
 Name: ${host.name}
 Docker Root Dir: /var/lib/docker
`,
    )
  },
})

function tell({ process, given }: Call, data: Struct, text: string): number {
  const format = given.value('format')
  if (format === 'json') say(process, jsonText(data))
  else if (format !== undefined)
    return withTemplate(process, format, (show) => say(process, show(data, { type: 'system.Data' })))
  else process.output.write(text)
  return 0
}

const heads = { Type: 'TYPE', TotalCount: 'TOTAL', Active: 'ACTIVE', Size: 'SIZE', Reclaimable: 'RECLAIMABLE' }

export const systemDf = dockerCommand({
  names: ['system df'],
  flags: 'format=value verbose|v',
  words: [0, 0],
  run: ({ draft, process, given }) => {
    if (given.has('verbose')) {
      process.output.write(verboseText(draft))
      return 0
    }
    const columns = ['Type', 'TotalCount', 'Active', 'Size', 'Reclaimable']
    return printListing(
      process,
      { type: '*formatter.diskUsageContext', heads, columns, rows: usageRows(draft) },
      given.value('format'),
    )
  },
})

function usageRows(draft: HostDraft): readonly Struct[] {
  const { images, containers, volumes, store } = draft.host
  const used = images.filter((held) => containers.some(({ imageID }) => imageID === held.id))
  const running = containers.filter((one) => draft.isRunning(one))
  const bytesOf = (ones: typeof containers): number => ones.reduce((sum, one) => sum + ownBytes(draft, one), 0)
  const inUse = [...volumes.values()].filter(({ name }) =>
    containers.some(({ mounts }) => mounts.some(({ source }) => source === name)),
  )
  const volumeBytes = (ones: typeof inUse): number => ones.reduce((sum, { files }) => sum + fileBytes(files), 0)
  const cache = sizeText(privateBytes(store, images), 4)
  return [
    row('Images', images.length, used.length, bytesOnlyIn(images, []), reclaimable(images, used)),
    row('Containers', containers.length, running.length, bytesOf(containers), bytesOf(containers) - bytesOf(running)),
    row(
      'Local Volumes',
      volumes.size,
      inUse.length,
      volumeBytes([...volumes.values()]),
      volumeBytes([...volumes.values()]) - volumeBytes(inUse),
    ),
    { Type: 'Build Cache', TotalCount: `${store.records.size}`, Active: '0', Size: cache, Reclaimable: cache },
  ]
}

/** Bytes of all layers but those that images in use have for themselves. Source: docker/cli, formatter/disk_usage.go. */
function reclaimable(images: readonly HeldImage[], used: readonly HeldImage[]): number {
  return used.reduce((left, held) => left - bytesOfOwn(held, images), bytesOnlyIn(images, []))
}

/** Bytes of the layers that an image alone has. */
function bytesOfOwn(held: HeldImage, images: readonly HeldImage[]): number {
  return bytesOnlyIn(
    [held],
    images.filter((one) => one !== held),
  )
}

function row(type: string, total: number, active: number, bytes: number, free: number): Struct {
  const share = bytes > 0 ? ` (${Math.floor((free * 100) / bytes)}%)` : ''
  return {
    Type: type,
    TotalCount: `${total}`,
    Active: `${active}`,
    Size: sizeText(bytes, 4),
    Reclaimable: `${sizeText(free, 4)}${share}`,
  }
}

function verboseText(draft: HostDraft): string {
  const { images, containers, volumes, store } = draft.host
  const ago = (from: Parameters<typeof millisecondsBetween>[0]): string =>
    `${durationText(millisecondsBetween(from, draft.now))} ago`
  const imageRows = [...images].sort(byAge).map((held) => {
    const [name] = held.tags
    const { repository, tag } = name === undefined ? { repository: '<none>', tag: '<none>' } : shownName(name)
    const own = bytesOfOwn(held, images)
    const count = containers.filter(({ imageID }) => imageID === held.id).length
    const size = sizeOfImage(held)
    return [
      repository,
      tag,
      shortID(held.id),
      sinceOf(draft, held.image.created),
      sizeText(size),
      sizeText(size - own, 4),
      sizeText(own, 4),
      `${count}`,
    ]
  })
  const containerRows = containers.map((one) => [
    shortID(one.plan.id),
    one.imageName,
    commandText(one, false),
    `${one.mounts.filter(({ kind }) => kind === 'volume').length}`,
    sizeText(ownBytes(draft, one)),
    ago(one.created),
    statusText(draft, one),
    one.name,
  ])
  const volumeRows = [...volumes.values()].map(({ name, files }) => [
    name,
    `${containers.filter(({ mounts }) => mounts.some(({ source }) => source === name)).length}`,
    sizeText(fileBytes(files)),
  ])
  const cacheRows = [...store.records.values()].map((record) => [
    recordID(record).slice(0, 12),
    'regular',
    sizeText(recordBytes(record)),
    ago(record.made),
    ago(record.made),
    '1',
    `${isShared(record, images)}`,
  ])
  const parts = [
    `Images space usage:\n\n${tableText([['REPOSITORY', 'TAG', 'IMAGE ID', 'CREATED', 'SIZE', 'SHARED SIZE', 'UNIQUE SIZE', 'CONTAINERS'], ...imageRows])}`,
    `Containers space usage:\n\n${tableText([['CONTAINER ID', 'IMAGE', 'COMMAND', 'LOCAL VOLUMES', 'SIZE', 'CREATED', 'STATUS', 'NAMES'], ...containerRows])}`,
    `Local Volumes space usage:\n\n${tableText([['VOLUME NAME', 'LINKS', 'SIZE'], ...volumeRows])}`,
    `Build cache usage: ${sizeText(privateBytes(store, images), 4)}\n\n${tableText([['CACHE ID', 'CACHE TYPE', 'SIZE', 'CREATED', 'LAST USED', 'USAGE', 'SHARED'], ...cacheRows])}`,
  ]
  return parts.join('\n')
}

/** The newest first. */
function byAge(a: HeldImage, b: HeldImage): number {
  return (b.image.created ?? '').localeCompare(a.image.created ?? '')
}
