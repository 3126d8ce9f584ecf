import type { StartOptions } from '../containers/command.ts'
import { resolveLinks, type Tree } from '../filesystem/tree.ts'
import type { Image } from '../image/image.ts'
import { parseReference, type Reference } from '../image/reference.ts'
import { writeFile } from '../machine/files.ts'
import { readAll } from '../machine/pipe.ts'
import type { Process } from '../machine/process.ts'
import { resolvePath } from '../values/path.ts'
import { type Call, complain } from './command.ts'
import { containerNamed, imageNamed } from './find.ts'
import { linesOf } from './flag-files.ts'
import type { Given } from './flags.ts'
import { withHealthFlags } from './health-flags.ts'
import type { HeldContainer, HeldImage, HostDraft, PublishedPort } from './host.ts'
import { nextID, nextName } from './names.ts'
import { hasPlatform, hostPlatform, otherPlatform } from './platform.ts'
import { innerPort, readPublished, wrongPort } from './ports.ts'
import { pullReference, silent } from './pulling.ts'
import { powersOf, settingsOf, wrongPowers } from './settings.ts'
import { newVolume, type WantedMount, wantedMounts } from './volumes.ts'
import { wrongFlags, wrongForDaemon } from './wrong-settings.ts'

/** Makes a container from the flags of `docker run`, not yet started; gives a status when that cannot be. */
export function makeContainer(call: Call, command: 'run' | 'create', isAttached: boolean): HeldContainer | number {
  const { draft, process, given } = call
  const [word = '', ...words] = given.words
  const failPlain = (message: string): number => {
    complain(process, `docker: ${message}\n\nRun 'docker ${command} --help' for more information`)
    return 125
  }
  const fail = (message: string): number => failPlain(`Error response from daemon: ${message}`)
  const reference = parseReference(word)
  const byID = imageNamed(draft.host, word)
  if ('error' in reference && byID === undefined) return failPlain(reference.error)
  const wrongFlag = wrongFlags(call)
  if (wrongFlag !== undefined) return failPlain(wrongFlag)
  const settings = settingsOf(given, process)
  if ('wrong' in settings) return failPlain(settings.wrong)
  if (given.has('rm') && settings.restart.name !== 'no')
    return failPlain('conflicting options: cannot specify both --restart and --rm')
  const asked = wantedMounts(given, (path) =>
    resolvePath(process.directory, path.replace(/^~/, process.environment.get('HOME') ?? '')),
  )
  const wrong = wrongPort(given.values('publish'))
  if (wrong !== undefined) return failPlain(wrong)
  const pulled = mustPull(call, byID) && !('error' in reference) ? pullFor(call, reference) : undefined
  if (pulled !== undefined && 'refused' in pulled) return fail(pulled.refused)
  const held = pulled?.held ?? byID
  if (held === undefined) throw new RangeError(`no image for ${word}`)
  if ('wrong' in asked) return fail(asked.wrong)
  const refused = wrongForDaemon(given, settings.memory) ?? wrongPowers(given)
  if (refused !== undefined) return fail(refused)
  const image = withHealthFlags(held.image, given)
  const { host } = draft
  const named = given.value('name') === '' ? undefined : given.value('name')
  const wrongName = wrongNameOf(draft, named)
  if (wrongName !== undefined) return fail(wrongName)
  const network = settings.network
  if (!['bridge', 'default', 'none', 'host'].includes(network) && !host.networks.some(({ name }) => name === network))
    return fail(`failed to set up container networking: network ${network} not found`)
  const ports = ['host', 'none'].includes(network) ? [] : portsOf(draft, given, image)
  if (ports === undefined) return failPlain(`Invalid containerPort: ${given.values('publish').at(-1) ?? ''}`)
  const missing = asked.mounts.find(
    ({ kind, source, mustExist }) => kind === 'bind' && mustExist && process.machine.draft.at(source) === undefined,
  )
  if (missing !== undefined)
    return fail(`invalid mount config for type "bind": bind source path does not exist: ${missing.source}`)
  if (given.value('platform') === undefined && !hasPlatform(image, hostPlatform))
    complain(process, otherPlatform(image))
  const id = nextID(host)
  const container: HeldContainer = {
    plan: { id, image, options: { ...optionsOf(given, words, process), ...tmpfsOf(asked.tmpfs) } },
    name: named ?? nextName(host),
    imageName: word,
    imageID: held.id,
    created: draft.now,
    happenings: [],
    ports,
    removesItself: given.has('rm'),
    isAttached,
    ...(given.has('network-alias') ? { aliases: given.values('network-alias') } : {}),
    settings: {
      ...settings,
      exposed: [...given.values('expose').map(withProtocol), ...ports.map(innerPort)],
      binds: asked.binds,
    },
    mounts: makeMounts(draft, process, image, [...asked.mounts, ...imageVolumes(image, asked.mounts)]),
  }
  draft.change({ made: host.made + 1 })
  const file = given.value('cidfile')
  if (file !== undefined) writeFile(process, file, id)
  draft.putContainer(container)
  if (network === 'host' && (given.has('publish') || given.has('publish-all')))
    complain(process, 'WARNING: Published ports are discarded when using host network mode')
  return container
}

/** What is wrong with a container's name. */
export function wrongNameOf({ host }: HostDraft, name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  if (!/^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name))
    return `Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`
  const taken = containerNamed(host, name)
  return taken?.name === name
    ? `Conflict. The container name "/${name}" is already in use by container "${taken.plan.id}". You have to remove (or rename) that container to be able to reuse that name.`
    : undefined
}

/** Whether an image is fetched: one that is not here, or of another platform, or whenever it was asked for. */
function mustPull({ given }: Call, held: HeldImage | undefined): boolean {
  return held === undefined || given.value('pull') === 'always' || !hasPlatform(held.image, given.value('platform'))
}

/** Fetches the image of a `docker run`. */
function pullFor({ draft, process, given }: Call, reference: Reference): ReturnType<typeof pullReference> {
  const platform = given.value('platform')
  if (given.has('quiet')) return pullReference(draft, silent(process), reference, platform)
  if (given.value('pull') === 'never') return { refused: `No such image: ${reference.familiar}` }
  if (given.value('pull') !== 'always') complain(process, `Unable to find image '${reference.familiar}' locally`)
  return pullReference(draft, process.errors, reference, platform)
}

function withProtocol(port: string): string {
  return port.includes('/') ? port : `${port}/tcp`
}

function tmpfsOf(tmpfs: readonly string[]): Pick<StartOptions, 'tmpfs'> {
  return tmpfs.length === 0 ? {} : { tmpfs }
}

/** A volume without a name for each VOLUME of the image that nothing else is mounted at. */
function imageVolumes({ settings }: Image, mounts: readonly WantedMount[]): readonly WantedMount[] {
  return (settings.Volumes ?? [])
    .filter((path) => !mounts.some(({ target }) => target === path))
    .map((target) => ({ kind: 'volume', source: '', target, isReadOnly: false, mustExist: false }))
}

/** Makes the volumes that are not there, filled with what the image has in their place, and the folders of the host. */
function makeMounts(
  draft: HostDraft,
  process: Process,
  image: Image,
  mounts: readonly WantedMount[],
): HeldContainer['mounts'] {
  return mounts.map(({ mustExist: _, ...mount }) => {
    if (mount.kind === 'bind') {
      const { draft: files } = process.machine
      if (files.at(mount.source) === undefined)
        files.makeDirectories(mount.source, { mode: 0o755, uid: 0, gid: 0, mtime: draft.now })
      return mount
    }
    const name = mount.source === '' ? nextID(draft.host) : mount.source
    if (mount.source === '') draft.change({ made: draft.host.made + 1 })
    const known = draft.host.volumes.get(name)
    const volume = known ?? newVolume(name, draft.now, mount.source === '')
    const files = volume.files.entries.size === 0 ? (folderAt(image.tree, mount.target) ?? volume.files) : volume.files
    draft.change({ volumes: new Map(draft.host.volumes).set(name, { ...volume, files }) })
    return { ...mount, source: name }
  })
}

function folderAt(tree: Tree, path: string): Tree | undefined {
  const node = resolveLinks(tree, path)?.node
  return node?.kind === 'directory' ? node : undefined
}

/** Undefined for what is no port. */
function portsOf(draft: HostDraft, given: Given, image: Image): readonly PublishedPort[] | undefined {
  const used = new Set(
    draft.host.containers.flatMap((one) => (draft.isRunning(one) ? one.ports.map(({ host }) => host) : [])),
  )
  const isFree = (port: number): boolean => !used.has(port)
  const ports: PublishedPort[] = []
  const exposed = given.has('publish-all') ? (image.settings.ExposedPorts ?? []) : []
  for (const text of [...given.values('publish'), ...exposed]) {
    const read = readPublished(text, isFree)
    if (read === undefined) return undefined
    for (const port of read) {
      ports.push(port)
      used.add(port.host)
    }
  }
  return ports
}

function optionsOf(given: Given, words: readonly string[], process: Process): StartOptions {
  const entrypoint = given.value('entrypoint')
  const user = given.value('user')
  const directory = given.value('workdir')
  const hostname = given.value('hostname')
  const stopSignal = given.value('stop-signal')
  const network = given.value('network') ?? given.value('net')
  const hosts = given.values('add-host')
  const environment = environmentOf(given, process)
  // What comes through a pipe is read to its end; who sits at a terminal types when it runs.
  const input = given.has('interactive') && process.input.isTerminal !== true ? readAll(process.input) : undefined
  return {
    ...(words.length === 0 ? {} : { command: words }),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(environment.length === 0 ? {} : { environment }),
    ...(user === undefined ? {} : { user }),
    ...(directory === undefined ? {} : { directory }),
    ...(hostname === undefined ? {} : { hostname }),
    ...(stopSignal === undefined ? {} : { stopSignal }),
    ...(network === 'none' || network === 'host' ? { network } : {}),
    ...(hosts.length === 0 ? {} : { hosts }),
    ...(input === undefined || (input.size === 0 && given.has('detach')) ? {} : { input }),
    ...(given.has('group-add') ? { groups: given.values('group-add') } : {}),
    isTerminal: given.has('tty'),
    isInteractive: given.has('interactive'),
    hasInit: given.has('init'),
    isReadOnly: given.has('read-only'),
    ...powersOf(given),
  }
}

/** The variables of `--env-file` and `-e`; one without a value has that of the shell, or is left out. */
export function environmentOf(given: Given, process: Process): readonly string[] {
  const lines = linesOf(given, process, 'env-file')
  const fromFiles = 'wrong' in lines ? [] : lines
  return [...fromFiles, ...given.values('env')].flatMap((line) => {
    if (line.includes('=')) return [line]
    const value = process.environment.get(line)
    return value === undefined ? [] : [`${line}=${value}`]
  })
}
