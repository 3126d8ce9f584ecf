import { configDigest } from '../image/config.ts'
import type { Image } from '../image/image.ts'
import type { Build, Step } from '../solver/result.ts'
import type { Problem } from '../values/problem.ts'
import { lineAt } from '../values/range.ts'

/** What of a build its progress tells: of {@link Build} by {@link progressOf}, or as plain data. */
export interface BuildProgress {
  readonly steps: readonly StepProgress[]
  readonly problems: readonly (Pick<Problem, 'code' | 'severity' | 'message'> & { readonly line?: number })[]
  readonly failure?: { readonly message: string; readonly text: string }
  readonly image?: { readonly imageID?: string }
  readonly tags: readonly string[]
  readonly contextBytes: number
  /** What became of the result; where nobody says, docker's image store has it under the tags. */
  readonly exports?: readonly ExportProgress[]
  /** Bytes that were sent of the Dockerfile and of what is ignored; absent where nobody counted them. */
  readonly sent?: SentFirst
}

/** Where a build's result went: a vertex of its own. */
export interface ExportProgress {
  readonly name: string
  /** Without the `done` that ends them. */
  readonly lines: readonly string[]
  readonly durationMs: number
  /** Why it did not come there. */
  readonly error?: string
}

/** Bytes that are sent before anything is built. */
export interface SentFirst {
  readonly dockerfile: number
  readonly ignore: number
}

type StepProgress = Pick<Step, 'name' | 'kind' | 'status' | 'printed' | 'output' | 'durationMs'> & {
  readonly instruction?: number
}

/** One line of the log, and what it is, for its colour. */
export interface LogLine {
  readonly kind: 'step' | 'output' | 'error' | 'done' | 'cached' | 'warning'
  readonly text: string
}

/** The lines that belong together: those of one step, of the export, of what docker says at the end. */
export interface LogPart {
  readonly lines: readonly LogLine[]
  readonly instruction?: number
  /** No empty line before it. */
  readonly isTail?: boolean
}

/**
 * A build's log as `docker build --progress=plain` prints it, with the classic image store: steps numbered from 1 in the order in which they were met,
 * then the export, the warnings of docker's own checks, or how it failed. Lines that only the network gives (what a pull has fetched so far) are not
 * made up. Source: moby/buildkit util/progress/progressui, docker/buildx commands/build.go.
 */
export function logParts(build: BuildProgress): readonly LogPart[] {
  const printed = build.steps.filter((step) => step.printed !== 'nothing')
  const steps = printed.map((step, index): LogPart => {
    const lines = stepLines(step, index + 1, build)
    return step.instruction === undefined ? { lines } : { lines, instruction: step.instruction }
  })
  const exports = exportsOf(build).map((one, at): LogPart => ({ lines: exportLines(one, printed.length + 1 + at) }))
  const ends: readonly LogPart[] = [
    ...exports,
    { lines: failedStepLines(build), isTail: true },
    { lines: warningLines(build) },
    { lines: failureLines(build), isTail: true },
  ]
  return [...steps, ...ends.filter(({ lines }) => lines.length > 0)]
}

/** What a build's progress tells. */
export function progressOf(build: Build, sent?: SentFirst): BuildProgress {
  const { steps, failure, image, tags, contextBytes, dockerfile } = build
  const problems = build.problems.map(({ code, severity, message, range }) => ({
    code,
    severity,
    message,
    ...(range === undefined ? {} : { line: lineAt(dockerfile.lineStarts, range.from) }),
  }))
  const isExact = image?.layers.every((layer) => layer.isExact) === true
  return {
    steps,
    problems,
    ...(failure === undefined ? {} : { failure }),
    ...(image === undefined ? {} : { image: isExact ? { imageID: configDigest(image) } : {} }),
    tags,
    contextBytes,
    ...(sent === undefined ? {} : { sent }),
  }
}

/** All that `docker build --progress=plain` prints on standard error. */
export function progressText(build: Build, sent?: SentFirst, exports?: readonly ExportProgress[]): string {
  const progress = { ...progressOf(build, sent), ...(exports === undefined ? {} : { exports }) }
  return `#0 building with "default" instance using docker driver\n\n${logText(logParts(progress))}`
}

/** What follows the progress, however that was shown: the step that failed and why, or the warnings. */
export function endText(build: Build, exports: readonly ExportProgress[] = []): string {
  const progress = { ...progressOf(build), exports }
  const tails = [failedStepLines(progress), failureLines(progress)].map((lines) => ({ lines, isTail: true }))
  const warnings = { lines: warningLines(progress) }
  const text = logText([...tails, warnings].filter(({ lines }) => lines.length > 0))
  return warnings.lines.length === 0 ? text : `\n${text}`
}

/** All of it as one text, with an empty line between the parts. */
export function logText(parts: readonly LogPart[]): string {
  return parts
    .map(({ lines, isTail }, at) => {
      const text = lines.map((line) => `${line.text}\n`).join('')
      return at === 0 || isTail === true ? text : `\n${text}`
    })
    .join('')
}

function stepLines(step: StepProgress, number: number, build: BuildProgress): readonly LogLine[] {
  const mark = `#${number}`
  const sent = sentOf(step, build).map((text): LogLine => ({ kind: 'output', text: `${mark} ${text}` }))
  const warnings =
    number === 1 ? checksOf(build).map((text): LogLine => ({ kind: 'warning', text: `${mark} WARN: ${text}` })) : []
  return [
    { kind: 'step', text: `${mark} ${step.name}` },
    ...sent,
    ...warnings,
    ...outputOf(step).map((text): LogLine => ({ kind: 'output', text: `${mark} ${text}` })),
    endLine(step, mark, build),
  ]
}

/** What a step tells of the bytes it was sent. */
function sentOf(step: StepProgress, { contextBytes, sent }: BuildProgress): readonly string[] {
  if (step.kind === 'context' && step.status === 'ran')
    return [`transferring context: ${dockerSize(contextBytes)} done`]
  if (sent === undefined) return []
  if (step.name.startsWith('[internal] load build definition'))
    return [`transferring dockerfile: ${dockerSize(sent.dockerfile)} done`]
  if (step.name === '[internal] load .dockerignore') return [`transferring context: ${dockerSize(sent.ignore)} done`]
  return []
}

/** What a step printed, each line after its time. */
function outputOf(step: StepProgress): readonly string[] {
  return step.output.flatMap(({ text, atMs }) =>
    text
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `${(atMs / 1000).toFixed(3)} ${line}`),
  )
}

function endLine(step: StepProgress, mark: string, build: BuildProgress): LogLine {
  if (step.status === 'failed') return { kind: 'error', text: `${mark} ERROR: ${causeOf(build)}` }
  if (step.printed === 'cached') return { kind: 'cached', text: `${mark} CACHED` }
  if (step.status === 'canceled') return { kind: 'error', text: `${mark} CANCELED` }
  return { kind: 'done', text: `${mark} DONE ${(step.durationMs.value / 1000).toFixed(1)}s` }
}

/** What went wrong in the step itself, without what the solver says before it. */
function causeOf(build: BuildProgress): string {
  return (build.failure?.message ?? '').replace(/^failed to compute cache key: /, '')
}

/** The exports that are told of: without others, that of an image. */
export function exportsOf({ exports, image, tags }: BuildProgress): readonly ExportProgress[] {
  if (image === undefined) return []
  return exports ?? [imageExportOf(image.imageID, tags)]
}

/** The export of an image to docker's image store under names; its ID is told where it is docker's. */
export function imageExport(image: Image, names: readonly string[]): ExportProgress {
  return imageExportOf(image.layers.every((layer) => layer.isExact) ? configDigest(image) : undefined, names)
}

function imageExportOf(imageID: string | undefined, names: readonly string[]): ExportProgress {
  const id = imageID === undefined ? [] : [`writing image ${imageID}`]
  return {
    name: 'exporting to image',
    lines: ['exporting layers', ...id, ...names.map((name) => `naming to ${wholeName(name)}`)],
    durationMs: 0,
  }
}

function exportLines({ name, lines, durationMs, error }: ExportProgress, number: number): readonly LogLine[] {
  const mark = `#${number}`
  const isPush = name.startsWith('pushing ')
  return [
    { kind: 'step', text: `${mark} ${name}` },
    ...lines.map(
      (line): LogLine => ({ kind: 'output', text: `${mark} ${line}${isPush && error !== undefined ? '' : ' done'}` }),
    ),
    error === undefined
      ? { kind: 'done', text: `${mark} DONE ${(durationMs / 1000).toFixed(1)}s` }
      : { kind: 'error', text: `${mark} ERROR: ${error}` },
  ]
}

/** A name with the registry that docker adds; `latest` is not said. Source: a real docker with the classic image store. */
function wholeName(tag: string): string {
  const [first = '', ...rest] = tag.split('/')
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
  const name = hasHost ? tag : `docker.io/${rest.length === 0 ? 'library/' : ''}${tag}`
  return name.replace(/:latest$/, '')
}

/** Lines of a step that failed that are shown once more. */
const lastLines = 10

/** The step that failed once more, with what it printed. */
function failedStepLines(build: BuildProgress): readonly LogLine[] {
  const failed = build.steps.find((step) => step.status === 'failed')
  if (failed === undefined) {
    const refused = exportsOf(build).find(({ error }) => error !== undefined)
    if (refused === undefined) return []
    return [
      { kind: 'done', text: '------' },
      { kind: 'step', text: ` > ${refused.name}:` },
      { kind: 'done', text: '------' },
    ]
  }
  const output = outputOf(failed)
    .slice(-lastLines)
    .map((text): LogLine => ({ kind: 'output', text }))
  return [
    { kind: 'done', text: '------' },
    { kind: 'step', text: ` > ${failed.name}:` },
    ...output,
    { kind: 'done', text: '------' },
  ]
}

/** Warnings of the builder's own checks; those are named in capitals, ours are not. */
function warningLines(build: BuildProgress): readonly LogLine[] {
  const told = checksOf(build)
  if (told.length === 0 || build.failure !== undefined) return []
  const count = told.length === 1 ? '1 warning found' : `${told.length} warnings found`
  return [` ${count} (use docker --debug to expand):`, ...told.map((text) => ` - ${text}`)].map((text) => ({
    kind: 'warning',
    text,
  }))
}

function checksOf({ problems }: BuildProgress): readonly string[] {
  return problems
    .filter(({ code, severity }) => severity === 'warning' && /^[A-Z][A-Za-z]+$/.test(code))
    .map(({ code, message, line }) => `${code}: ${message}${line === undefined ? '' : ` (line ${line})`}`)
}

function failureLines(build: BuildProgress): readonly LogLine[] {
  const { failure } = build
  const refused = exportsOf(build).find(({ error }) => error !== undefined)?.error
  if (refused !== undefined) return [{ kind: 'error', text: `ERROR: failed to build: ${refused}` }]
  if (failure === undefined) return []
  return failure.text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => ({ kind: 'error', text: line }))
}

/** Bytes as the builder's progress writes them: `720B`, `1.08kB`. Source: tonistiigi/units. */
export function dockerSize(bytes: number): string {
  let value = bytes
  let unit = 0
  for (; value >= 1000 && unit < 3; unit++) value /= 1000
  return unit === 0 ? `${bytes}B` : `${value.toFixed(2)}${['', 'kB', 'MB', 'GB'][unit]}`
}
