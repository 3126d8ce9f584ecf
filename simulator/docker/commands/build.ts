import { runBuild } from '../../build.ts'
import { transferBytes } from '../../context/transfer.ts'
import { realContent } from '../../filesystem/content.ts'
import { Draft } from '../../filesystem/draft.ts'
import { entryAt } from '../../filesystem/tree.ts'
import { configDigest } from '../../image/config.ts'
import { parseReference } from '../../image/reference.ts'
import { readFile, readTextFile, realPath, writeFile } from '../../machine/files.ts'
import { isWithin } from '../../machine/mounts.ts'
import type { Build, BuildRequest } from '../../solver/result.ts'
import { bytesOf, textOf } from '../../values/bytes.ts'
import { baseName } from '../../values/path.ts'
import { canceledBuild, canceledStatus } from '../canceled.ts'
import { type Call, complain, dockerCommand, say } from '../command.ts'
import { buildFrames, frameAt, repaint, within } from '../drawing.ts'
import { exportBuild } from '../exporting.ts'
import { millisecondsBetween } from '../host.ts'
import { type Output, outputsOf, refusedFlag } from '../outputs.ts'
import { catalogFor } from '../own.ts'
import { endText, progressText, type SentFirst } from '../progress.ts'

const flags =
  'tag|t=list file|f=value target=value build-arg=list label=list secret=list no-cache no-cache-filter=list platform=value network=value build-context=list add-host=list progress=value quiet|q check call=value pull push load output|o=list provenance=value sbom=value cache-from=list cache-to=list builder=value iidfile=value metadata-file=value debug|D ssh=list shm-size=value ulimit=list cgroup-parent=value attest=list annotation=list allow=list'

/** `docker build`: builds, puts the result where it is wanted, prints how that goes. */
export const build = dockerCommand({
  names: ['buildx build', 'build', 'builder build', 'image build', 'buildx b'],
  flags,
  words: [1, 1],
  run: (call) => {
    const refused = refusedFlag(call.given)
    const outputs = outputsOf(call.given, call.process)
    const request = requestOf(call)
    const wrong =
      'wrong' in outputs
        ? outputs.wrong
        : refused !== undefined
          ? `ERROR: failed to build: ${refused}`
          : 'wrong' in request
            ? `ERROR: ${request.wrong}`
            : undefined
    if (wrong === undefined && !('wrong' in request) && !('wrong' in outputs)) return runRequest(call, request, outputs)
    complain(call.process, wrong ?? '')
    return 1
  },
})

function runRequest(call: Call, request: BuildRequest, outputs: readonly Output[]): number {
  const { draft, process, given } = call
  const { programs } = draft.world
  const catalog = catalogFor(draft.host, draft.registry, draft.world.catalog, { pull: given.has('pull') })
  const { store } = draft.host
  const whole = runBuild(request, { catalog, programs, store, now: draft.now })
  const { interruptAt } = draft
  const leftMs = interruptAt === undefined ? Number.POSITIVE_INFINITY : millisecondsBetween(draft.now, interruptAt)
  const result = leftMs < 0 ? whole : canceledBuild(whole, store, leftMs)
  draft.builds.push(result)
  draft.change({ store: result.store })
  const isQuiet = given.has('quiet') || given.value('progress') === 'quiet'
  const progress = given.value('progress') ?? 'auto'
  const isDrawn = !isQuiet && (progress === 'tty' || (progress === 'auto' && process.errors.isTerminal === true))
  const sent = sentFirst(request)
  const drawn = isDrawn ? drawBuild(call, whole, result.durationMs.value, sent) : 0
  if (!isDrawn) draft.pass(result.durationMs.value)
  const { image } = result
  const exports = image === undefined ? [] : exportBuild(draft, process, image, outputs)
  if (isDrawn) {
    const last = frameAt(result, result.durationMs.value, columnsOf(call), sent, exports)
    process.errors.write(repaint(drawn, last))
    process.errors.write(endText(result, exports))
  } else if (!isQuiet) process.errors.write(progressText(result, sent, exports))
  else if (result.failure !== undefined) process.errors.write(result.failure.text)
  if (result !== whole) return canceledStatus
  if (image === undefined || exports.at(-1)?.error !== undefined) return 1
  const id = configDigest(image)
  if (isQuiet && outputs.some(({ kind }) => kind === 'image')) say(process, id)
  const file = given.value('iidfile')
  if (file !== undefined) writeFile(process, file, id)
  return 0
}

/** Columns of the terminal; of one that nobody described, eighty. */
function columnsOf({ process, draft }: Call): number {
  return Math.max(20, Number(process.environment.get('COLUMNS') ?? draft.window?.columns ?? 80))
}

/**
 * Draws a build as it goes on, the host's clock going along, up to its export or to when it is interrupted; gives the lines that stand on the screen.
 * What is drawn before a Ctrl-C does not tell of it.
 */
function drawBuild(call: Call, build: Build, untilMs: number, sent: SentFirst): number {
  const { draft, process } = call
  const { rows } = draft.window ?? {}
  let now = 0
  let lines = 0
  for (const whole of buildFrames(build, columnsOf(call), sent)) {
    if (whole.atMs >= untilMs) break
    const frame = rows === undefined ? whole : within(whole, rows)
    draft.pass(frame.atMs - now)
    now = frame.atMs
    process.errors.write(repaint(lines, frame))
    lines = frame.lines.length
  }
  draft.pass(untilMs - now)
  return lines
}

/** What is sent of a context before it is built: its Dockerfile, and what is ignored. */
function sentFirst({ context, dockerfile = 'Dockerfile', dockerfileText }: BuildRequest): SentFirst {
  const only = (path: string): number => {
    const node = entryAt(context, path)
    const draft = new Draft({ ...context, entries: new Map() })
    // The folder that it lies in is what is sent from.
    if (node !== undefined) draft.set(baseName(path), node)
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
