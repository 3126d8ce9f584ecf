import { runBuild } from '../../build.ts'
import { transferBytes } from '../../context/transfer.ts'
import { realContent } from '../../filesystem/content.ts'
import { Draft } from '../../filesystem/draft.ts'
import { entryAt } from '../../filesystem/tree.ts'
import { configDigest } from '../../image/config.ts'
import { parseReference } from '../../image/reference.ts'
import { readFile, readTextFile, realPath } from '../../machine/files.ts'
import { isWithin } from '../../machine/mounts.ts'
import type { Build, BuildRequest } from '../../solver/result.ts'
import { bytesOf, textOf } from '../../values/bytes.ts'
import { baseName } from '../../values/path.ts'
import { type Call, complain, dockerCommand, say } from '../command.ts'
import { buildFrames, repaint } from '../drawing.ts'
import { endText, progressText, type SentFirst } from '../progress.ts'

const flags =
  'tag|t=list file|f=value target=value build-arg=list label=list secret=list no-cache no-cache-filter=list platform=value network=value build-context=list add-host=list progress=value quiet|q check call=value pull push load output|o=list provenance=value sbom=value cache-from=list cache-to=list builder=value iidfile=value metadata-file=value debug|D ssh=list shm-size=value ulimit=list cgroup-parent=value attest=list annotation=list allow=list'

/** `docker build`: builds, keeps the image, prints plain progress. */
export const build = dockerCommand({
  names: ['buildx build', 'build', 'builder build', 'image build', 'buildx b'],
  flags,
  words: [1, 1],
  run: (call) => {
    const request = requestOf(call)
    if ('wrong' in request) {
      complain(call.process, `ERROR: ${request.wrong}`)
      return 1
    }
    return runRequest(call, request)
  },
})

function runRequest(call: Call, request: BuildRequest): number {
  const { draft, process, given } = call
  const { programs, catalog } = draft.world
  const result = runBuild(request, { catalog, programs, store: draft.host.store, now: draft.now })
  draft.builds.push(result)
  draft.change({ store: result.store })
  const isQuiet = given.has('quiet') || given.value('progress') === 'quiet'
  const progress = given.value('progress') ?? 'auto'
  const isDrawn = !isQuiet && (progress === 'tty' || (progress === 'auto' && process.errors.isTerminal === true))
  if (isDrawn) drawBuild(call, result, sentFirst(request))
  else draft.pass(result.durationMs.value)
  if (isDrawn) process.errors.write(endText(result))
  else if (!isQuiet) process.errors.write(progressText(result, sentFirst(request)))
  else if (result.failure !== undefined) process.errors.write(result.failure.text)
  if (result.image === undefined) return 1
  const held = draft.putImage(result.image, normalTags(request.tags ?? []))
  if (isQuiet) say(process, held.id)
  const file = given.value('iidfile')
  if (file !== undefined)
    process.run({ arguments: ['sh', '-c', `printf %s '${configDigest(result.image)}' > "$0"`, file] })
  return 0
}

/** Draws a build as it goes on, the host's clock going along. */
function drawBuild({ draft, process }: Call, build: Build, sent: SentFirst): void {
  const columns = Number(process.environment.get('COLUMNS') ?? 80)
  let now = 0
  let lines = 0
  for (const frame of buildFrames(build, Math.max(40, columns), sent)) {
    draft.pass(frame.atMs - now)
    now = frame.atMs
    process.errors.write(repaint(lines, frame))
    lines = frame.lines.length
  }
}

/** What is sent of a context before it is built: its Dockerfile, and what is ignored. */
function sentFirst({ context, dockerfile = 'Dockerfile', dockerfileText }: BuildRequest): SentFirst {
  const only = (path: string): number => {
    const node = entryAt(context, path)
    const draft = new Draft({ ...context, entries: new Map() })
    if (node !== undefined) draft.set(path, node)
    return transferBytes(draft.finish(), undefined)
  }
  const ignore =
    entryAt(context, `${dockerfile}.dockerignore`) === undefined ? '.dockerignore' : `${dockerfile}.dockerignore`
  if (dockerfileText === undefined) return { dockerfile: only(dockerfile), ignore: only(ignore) }
  const content = realContent(bytesOf(dockerfileText))
  const draft = new Draft({ ...context, entries: new Map() })
  draft.set('Dockerfile', { kind: 'file', mode: 0o644, uid: 0, gid: 0, mtime: context.mtime, content })
  return { dockerfile: transferBytes(draft.finish(), undefined), ignore: only(ignore) }
}

function normalTags(tags: readonly string[]): readonly string[] {
  return tags.flatMap((tag) => {
    const reference = parseReference(tag)
    return 'error' in reference ? [] : [reference.normal]
  })
}

function requestOf({ process, given, draft }: Call): BuildRequest | { readonly wrong: string } {
  const [path = ''] = given.words
  const wrongTag = given
    .values('tag')
    .map((tag) => ({ tag, read: parseReference(tag) }))
    .find(({ read }) => 'error' in read)
  if (wrongTag !== undefined && 'error' in wrongTag.read)
    return {
      wrong: `failed to build: invalid tag ${JSON.stringify(wrongTag.tag)}: ${wrongTag.read.error.replace(/^.*(repository name) \(.*\) (must be lowercase)/, '$1 $2')}`,
    }
  const file = given.value('file')
  const options = optionsOf(given)
  if (path === '-') {
    const text = inputText({ process, given, draft })
    return { ...options, context: { ...draft.host.files, mtime: draft.now, entries: new Map() }, dockerfileText: text }
  }
  const real = realPath(process, path)
  const context = real.errno === undefined ? entryAt(process.machine.draft.current, real.value) : undefined
  if (context?.kind !== 'directory' || real.errno !== undefined)
    return { wrong: `failed to build: unable to prepare context: path ${JSON.stringify(path)} not found` }
  const secrets = secretsOf({ process, given, draft })
  const common = { ...options, context, ...(secrets.size === 0 ? {} : { secrets }) }
  if (file === undefined) return common
  const dockerfile = realPath(process, file)
  if (dockerfile.errno !== undefined)
    return {
      wrong: `failed to build: failed to solve: failed to read dockerfile: open ${baseName(file)}: no such file or directory`,
    }
  if (isWithin(dockerfile.value, real.value))
    return { ...common, dockerfile: dockerfile.value.slice(real.value === '/' ? 1 : real.value.length + 1) }
  const text = readTextFile(process, file)
  return text.errno === undefined
    ? { ...common, dockerfile: baseName(file), dockerfileText: text.value }
    : {
        wrong: `failed to build: failed to solve: failed to read dockerfile: open ${baseName(file)}: no such file or directory`,
      }
}

function inputText({ process }: Call): string {
  let text = ''
  for (let piece = process.input.read(); piece !== undefined; piece = process.input.read())
    if (piece.kind === 'real') text += textOf(piece.bytes)
  return text
}

function optionsOf(given: Call['given']): Omit<BuildRequest, 'context'> {
  const pairs = (name: string, environment?: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
    Object.fromEntries(
      given.values(name).map((word) => {
        const at = word.indexOf('=')
        return at === -1 ? [word, environment?.get(word) ?? ''] : [word.slice(0, at), word.slice(at + 1)]
      }),
    )
  const target = given.value('target')
  const network = given.value('network')
  const [os = '', architecture, variant] = given.value('platform')?.split('/') ?? []
  return {
    tags: given.values('tag'),
    ...(target === undefined ? {} : { target }),
    buildArgs: pairs('build-arg'),
    labels: pairs('label'),
    noCache: given.has('no-cache'),
    noCacheFilter: given.values('no-cache-filter').flatMap((word) => word.split(',')),
    hosts: given.values('add-host'),
    ...(architecture === undefined
      ? {}
      : { platform: { os, architecture, ...(variant === undefined ? {} : { variant }) } }),
    ...(network === 'none' || network === 'host' || network === 'default' ? { network } : {}),
  }
}

function secretsOf({ process, given }: Call): ReadonlyMap<string, Uint8Array> {
  const secrets = new Map<string, Uint8Array>()
  for (const word of given.values('secret')) {
    const fields = new Map(
      word.split(',').map((part): [string, string] => [part.split('=', 1)[0] ?? '', part.slice(part.indexOf('=') + 1)]),
    )
    const id = fields.get('id') ?? ''
    const source = fields.get('src') ?? fields.get('source')
    const variable = fields.get('env')
    const content = source === undefined ? undefined : readFile(process, source).value
    if (content?.kind === 'real') secrets.set(id, content.bytes)
    else if (source === undefined) secrets.set(id, bytesOf(process.environment.get(variable ?? id) ?? ''))
  }
  return secrets
}
