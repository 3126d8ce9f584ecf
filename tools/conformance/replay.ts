import {
  atSecond,
  type Build,
  type BuildRequest,
  type Catalog,
  configDigest,
  configText,
  emptyStore,
  type Image,
  type Layer,
  prune,
  runBuild,
  type Step,
  type Tree,
  type World,
} from '../../simulator/index.ts'
import { programs } from '../../simulator/programs.ts'
import { readBuildFlags } from '../command/flags.ts'
import { type ArchiveEntry, readArchive } from './archive.ts'
import type { Case, CaseStep } from './case.ts'
import { checkOf, warningsOf } from './checks.ts'
import { applyStep, firstTime, folderAt, prepareContext } from './context.ts'
import { naturally, normalOutput, normalText } from './normal.ts'
import type { ScoredImage, ScoredLayer, ScoredStep, ScoredVertex } from './score.ts'

/** Where `{ctx}` in a case's arguments points. */
const contextMark = '{ctx}'

/** All builds of a case happen after every change of its files. */
const buildTime = firstTime + 366 * 24 * 3600

/**
 * Plays a case: changes its context and builds, step by step, with one builder. Gives each step in the shape of expected.json; what the
 * simulator cannot know for sure (the diffID of a layer of which some bytes are only sized) is left out. `catalog` holds the base images.
 */
export function* replay(each: Case, catalog: Catalog): Generator<ScoredStep> {
  let context = prepareContext(each)
  let store = emptyStore
  for (const [index, step] of each.steps.entries()) {
    if (step.prune) store = prune(store)
    context = applyStep(context, step, index)
    const request = requestOf(step, context)
    const world: World = { catalog, store, programs, now: atSecond(buildTime + 3600 * index) }
    const build = runBuild(request, world)
    store = build.store
    yield scoredStep(build, request, world)
  }
}

function requestOf(step: CaseStep, context: Tree): BuildRequest {
  const inContext = (path: string): string | undefined =>
    path === contextMark ? '.' : path.startsWith(`${contextMark}/`) ? path.slice(contextMark.length + 1) : undefined
  const flags = readBuildFlags(step.args, {
    folderAt: (path) => {
      const inside = inContext(path)
      return inside === undefined ? undefined : folderAt(context, inside)
    },
    bytesAt: (path) => bytesAt(context, inContext(path)),
    variable: (name) => step.env[name],
  })
  const dockerfile = step.dockerfile ?? inContext(flags.file ?? '')
  const target = step.target ?? flags.request.target
  // The recorder builds with the host's network unless the step says otherwise; an empty name leaves docker's own default.
  const network = step.network === undefined ? 'host' : networkOf(step.network)
  return {
    network,
    ...flags.request,
    context: step.context === undefined ? context : folderAt(context, step.context),
    ...(dockerfile === undefined ? {} : dockerfileOf(dockerfile, context, step.context)),
    ...(target === undefined ? {} : { target }),
    sourceDateEpoch: 0,
    rewriteTimestamp: true,
  }
}

function networkOf(name: string | null): 'default' | 'none' | 'host' {
  return name === 'none' || name === 'host' ? name : 'default'
}

/** A Dockerfile outside the folder that is the context goes along as text. */
function dockerfileOf(path: string, whole: Tree, folder: string | undefined): Partial<BuildRequest> {
  if (folder === undefined) return { dockerfile: path }
  if (path.startsWith(`${folder}/`)) return { dockerfile: path.slice(folder.length + 1) }
  const bytes = bytesAt(whole, path)
  return bytes === undefined
    ? { dockerfile: path }
    : { dockerfile: path, dockerfileText: new TextDecoder().decode(bytes) }
}

function bytesAt(context: Tree, path: string | undefined): Uint8Array | undefined {
  if (path === undefined) return undefined
  const slash = path.lastIndexOf('/')
  const folder = slash < 0 ? context : folderAt(context, path.slice(0, slash))
  const node = folder.entries.get(path.slice(slash + 1))
  return node?.kind === 'file' && node.content.kind === 'real' ? node.content.bytes : undefined
}

function scoredStep(build: Build, request: BuildRequest, world: World): ScoredStep {
  const failed = build.failure !== undefined
  const sent = build.steps.some(
    (step) =>
      step.kind === 'context' &&
      step.name.startsWith('[internal]') &&
      (step.status === 'ran' || step.status === 'failed'),
  )
  const warnings = warningsOf(build)
  return {
    exit: failed ? 1 : 0,
    ...(build.failure === undefined ? {} : { stderr: normalText(build.failure.text).trim() }),
    vertices: build.steps.map((step) => vertexOf(step, build.steps, failed)).sort((a, b) => naturally(a.name, b.name)),
    ...(sent ? { contextBytes: build.contextBytes } : {}),
    ...(warnings.length === 0 ? {} : { warnings }),
    check: checkOf(request, world),
    ...(build.image === undefined ? {} : { image: imageOf(build.image, world.catalog) }),
  }
}

function vertexOf(step: Step, steps: readonly Step[], failed: boolean): ScoredVertex {
  const name = normalText(step.name)
  // After a failure it is a race whether a base is still reported as cached, so the record leaves it out.
  const racing = failed && /FROM /.test(name)
  const cached = step.printed === 'cached'
  const inputs = step.inputs.flatMap((id) => {
    const input = steps[id]
    return input === undefined ? [] : [normalText(input.name)]
  })
  const text = (stream: 'stdout' | 'stderr') =>
    normalOutput(step.output.flatMap((line) => (line.stream === stream ? [line.text] : [])).join(''))
  const stdout = text('stdout')
  const stderr = text('stderr')
  return {
    name,
    ...(racing ? {} : { cached }),
    ...(inputs.length === 0 ? {} : { inputs }),
    ...(step.printed === 'nothing' ? { notStarted: true } : {}),
    ...(stdout === '' ? {} : { stdout }),
    ...(stderr === '' ? {} : { stderr }),
  }
}

function imageOf(image: Image, catalog: Catalog): ScoredImage {
  // A stand-in for a diffID says nothing about docker's; the config names it, so that is left out with it.
  const known = image.layers.every((layer) => layer.isExact)
  return {
    ...(known ? { configText: configText(image), configDigest: configDigest(image) } : {}),
    history: image.history.length === 0 && image.layers.length === 0 ? null : image.history,
    layers: image.layers.map((layer) => layerOf(layer, catalog)),
  }
}

function layerOf(layer: Layer, catalog: Catalog): ScoredLayer {
  const base = baseOf(layer, catalog)
  const own = { ...(layer.isExact ? { diffID: layer.diffID } : {}), size: layer.size.value }
  if (base !== undefined) return { ...own, base }
  return { ...own, fileBytes: layer.fileBytes.value, entries: entriesOf(layer) }
}

function baseOf(layer: Layer, catalog: Catalog): string | undefined {
  for (const { reference, image } of catalog.images.values())
    if (image.layers.some(({ diffID }) => diffID === layer.diffID)) return reference
  return undefined
}

/** The entries of a layer, read back from the archive that it makes, so that the archive itself is judged. */
function entriesOf(layer: Layer): readonly ArchiveEntry[] {
  const known = new Map<string, string | undefined>()
  for (const change of layer.changes)
    if (change.kind !== 'removed' && change.node.kind === 'file' && change.node.content.kind === 'sized')
      known.set(change.path, change.node.content.digest?.slice('sha256:'.length))
  return readArchive(Buffer.concat([...layer.archive()])).map((entry) => {
    if (entry.sha256 === undefined || !known.has(entry.path)) return entry
    const { sha256: _, ...rest } = entry
    const digest = known.get(entry.path)
    return digest === undefined ? rest : { ...rest, sha256: digest }
  })
}
