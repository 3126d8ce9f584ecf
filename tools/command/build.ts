import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import {
  atSecond,
  type Build,
  type BuildEvent,
  type BuildRequest,
  build,
  configDigest,
  type ExportOptions,
  emptyStore,
  exportImage,
  type Image,
  isExact,
  lineAt,
  type Problem,
  type Quantity,
  type Step,
  sum,
  type Time,
} from '../../simulator/index.ts'
import { programs } from '../../simulator/programs.ts'
import { readFolder } from '../folder.ts'
import { readCatalog } from '../world.ts'
import { type BuildFlags, readBuildFlags, UsageError } from './flags.ts'

/**
 * `layerwise build CONTEXT …`: builds a folder as docker would. Progress goes to standard error and the result to standard output; with
 * `--progress json` both go to standard output, one JSON object a line. Gives the exit code: 1 when the build fails.
 */
export function buildCommand(words: readonly string[]): number {
  const flags = readBuildFlags(words, {
    bytesAt: readBytes,
    folderAt: (path) => {
      const reading = readFolder(path)
      return reading.kind === 'read' ? reading.tree : undefined
    },
    variable: (name) => process.env[name],
  })
  const [folder, ...more] = flags.positionals
  if (folder === undefined || more.length > 0) throw new UsageError('build needs one context folder')
  const request = requestOf(folder, flags)
  const events = build(request, {
    catalog: readCatalog(),
    store: emptyStore,
    programs,
    now: timeNow(request.sourceDateEpoch),
  })
  let next = events.next()
  for (; next.done !== true; next = events.next()) if (flags.progress === 'json') printEvent(next.value)
  const result = next.value
  if (flags.progress === 'json') console.log(JSON.stringify(summaryOf(result)))
  else {
    printSteps(result.steps)
    printResult(result)
  }
  if (result.image !== undefined && flags.output !== undefined)
    writeImage(flags.output, result.image, request.tags ?? [])
  return result.failure === undefined ? 0 : 1
}

function requestOf(folder: string, flags: BuildFlags): BuildRequest {
  const reading = readFolder(folder)
  if (reading.kind === 'failed') throw new UsageError(reading.message)
  const epoch = process.env.SOURCE_DATE_EPOCH
  return {
    ...flags.request,
    context: reading.tree,
    ...(flags.file === undefined ? {} : dockerfileOf(folder, flags.file)),
    ...(epoch === undefined || epoch === '' ? {} : { sourceDateEpoch: Number(epoch) }),
  }
}

/** `-f` is relative to where the command is given; a file outside the context goes along as text. */
function dockerfileOf(folder: string, file: string): Partial<BuildRequest> {
  const path = relative(resolve(folder), resolve(file))
  if (path !== '' && path !== '..' && !path.startsWith(`..${sep}`)) return { dockerfile: path.replaceAll(sep, '/') }
  const bytes = readBytes(file)
  if (bytes === undefined) throw new UsageError(`${file} cannot be read`)
  return { dockerfile: file, dockerfileText: new TextDecoder().decode(bytes) }
}

function timeNow(epoch: number | undefined): Time {
  return atSecond(epoch ?? Math.floor(Date.now() / 1000))
}

function readBytes(path: string): Uint8Array | undefined {
  try {
    return new Uint8Array(readFileSync(path))
  } catch {
    return undefined
  }
}

/** Steps as docker's `--progress plain` prints them, on standard error. Times are the model's. */
function printSteps(steps: readonly Step[]): void {
  for (const [index, step] of steps.entries()) {
    if (step.printed === 'nothing') continue
    const head = `#${index + 1}`
    const lines = [`${head} ${step.name}`]
    for (const { text, atMs } of step.output)
      for (const line of text.replace(/\n$/, '').split('\n')) lines.push(`${head} ${(atMs / 1000).toFixed(3)} ${line}`)
    lines.push(`${head} ${endOf(step)}`, '')
    console.error(lines.join('\n'))
  }
}

function endOf(step: Step): string {
  if (step.status === 'failed') return 'ERROR'
  if (step.printed === 'done') return `DONE ${(step.durationMs.value / 1000).toFixed(1)}s`
  return step.printed === 'cached' ? 'CACHED' : 'CANCELED'
}

function printEvent(event: BuildEvent): void {
  if (event.kind !== 'finished') {
    console.log(JSON.stringify(event))
    return
  }
  const { id, name, kind, status, reason, startMs, durationMs, output, notes, layer } = event.step
  const made = layer === undefined ? {} : { layer: { fileBytes: layer.fileBytes, size: layer.size } }
  console.log(
    JSON.stringify({
      kind: 'finished',
      step: { id, name, kind, status, reason, startMs, durationMs, output, notes, ...made },
    }),
  )
}

function summaryOf(result: Build): unknown {
  const { image, failure, problems, contextBytes, durationMs } = result
  return {
    kind: 'result',
    ...(failure === undefined ? {} : { failure: failure.message }),
    contextBytes,
    durationMs,
    problems: problems.map(({ code, severity, message, advice, range }) => ({
      code,
      severity,
      message,
      ...(advice === undefined ? {} : { advice }),
      ...(range === undefined ? {} : { line: lineAt(result.dockerfile.lineStarts, range.from) }),
    })),
    ...(image === undefined
      ? {}
      : { image: { id: configDigest(image), size: sizeOf(image), layers: image.layers.length } }),
  }
}

function printResult(result: Build): void {
  const problems = result.problems.filter(({ severity }) => severity !== 'error')
  for (const problem of problems) console.error(problemLine(result, problem))
  if (result.failure !== undefined) console.error(result.failure.text)
  if (result.image === undefined) return
  const names = result.tags.length === 0 ? '' : `${result.tags.join(', ')}: `
  console.log(
    `${names}${configDigest(result.image)}, ${result.image.layers.length} layers, ${shownBytes(sizeOf(result.image))}`,
  )
}

function problemLine(result: Build, { code, severity, message, range }: Problem): string {
  const place = range === undefined ? '' : `:${lineAt(result.dockerfile.lineStarts, range.from)}`
  return `${result.dockerfilePath}${place}: ${severity}: ${code}: ${message}`
}

function sizeOf(image: Image): Quantity {
  return sum(image.layers.map((layer) => layer.fileBytes))
}

/** Bytes as docker prints them, decimal; `≈` before what a model has a part in. */
function shownBytes(quantity: Quantity): string {
  const units = ['B', 'kB', 'MB', 'GB']
  let value = quantity.value
  let unit = 0
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000
  return `${isExact(quantity) ? '' : '≈ '}${unit === 0 ? value : Number(value.toPrecision(value < 100 ? 3 : 4))} ${units[unit]}`
}

/** Writes the image as an archive. `output` is a path, for an archive that `docker load` takes, or `type=oci,dest=PATH`. */
function writeImage(output: string, image: Image, tags: readonly string[]): void {
  const fields = new URLSearchParams(output.replaceAll(',', '&'))
  const path = fields.get('dest') ?? output
  const format: ExportOptions['format'] = fields.get('type') === 'oci' ? 'oci' : 'docker'
  const file = openSync(path, 'w')
  try {
    for (const piece of exportImage(image, { format, tags })) writeSync(file, piece)
  } finally {
    closeSync(file)
  }
}
