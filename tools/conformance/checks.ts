import {
  type Build,
  type BuildRequest,
  checkRules,
  type Dockerfile,
  type Failure,
  forecast,
  linesOf,
  type Problem,
  type World,
} from '../../simulator/index.ts'
import { naturally, normalText } from './normal.ts'

/** The warnings that docker streams during a build, in the order of expected.json. */
export function warningsOf(build: Build): readonly unknown[] {
  return findings(build.problems, build.dockerfile)
    .map(({ rule, message, description, url, lines }) => ({
      short: `${rule}: ${message}${lines[0] === undefined ? '' : ` (line ${lines[0][0]})`}`,
      detail: [description],
      ...url,
      lines,
    }))
    .sort((a, b) => firstLine(a) - firstLine(b) || naturally(a.short, b.short))
}

/** What `docker build --check` says: its exit code, what the checks find, and the error that would stop a build before it starts. */
export function checkOf(request: BuildRequest, world: World): unknown {
  const { problems, dockerfile, failure } = forecast(request, world, { check: true })
  // Without a Dockerfile, or without knowing what to check, docker says what a build says.
  if (failure !== undefined && /^failed to (read dockerfile|parse build-arg)/.test(failure.message))
    return { exit: 1, stderr: normalText(failure.text).trim() }
  const warnings = findings(problems, dockerfile)
    .map(({ rule, message, description, url, lines }) => ({ rule, description, ...url, detail: message, lines }))
    .sort((a, b) => firstLine(a) - firstLine(b) || naturally(a.rule, b.rule))
  if (failure === undefined) return { exit: warnings.length === 0 ? 0 : 1, warnings }
  return { exit: 1, warnings, ...errorOf(failure, problems) }
}

/** The error of a check: the message first and its window after it, the other way round than in a build. */
function errorOf(failure: Failure, problems: readonly Problem[]) {
  const window = failure.text.slice(0, failure.text.lastIndexOf('ERROR: failed to build')).trimEnd()
  const marked = [...window.matchAll(/^ *(\d+) \| >>> /gm)].map(([, line]) => Number(line))
  const message = normalText(failure.message)
  // A directive's error stands in line 0 for docker, which the record writes as null and no window shows.
  const isInDirective = problems.some(
    (each) => each.severity === 'error' && each.range === undefined && each.focus !== undefined,
  )
  const lines = isInDirective ? [[null, null]] : marked.map((line) => [line, line])
  return {
    buildError: { message, lines },
    stderr: `ERROR: ${message}${window === '' ? '' : `\n${normalText(window)}`}`,
  }
}

function findings(problems: readonly Problem[], dockerfile: Dockerfile) {
  return problems.flatMap((problem) => {
    const rule = problem.severity === 'warning' ? checkRules.get(problem.code) : undefined
    // Our own checks are not docker's to confirm.
    if (rule?.origin !== 'builder') return []
    return [
      {
        rule: problem.code,
        message: normalText(problem.message),
        description: rule.description,
        url: rule.url === undefined ? {} : { url: rule.url },
        lines: shownLines(problem, dockerfile),
      },
    ]
  })
}

/** Every line of a problem's place, each as first and last, as docker tells it. */
function shownLines({ range }: Problem, { lineStarts }: Dockerfile): readonly (readonly [number, number])[] {
  if (range === undefined) return []
  const { first, last } = linesOf(lineStarts, range)
  return Array.from({ length: last - first + 1 }, (_, at) => [first + at, first + at] as const)
}

function firstLine({ lines }: { readonly lines: readonly (readonly [number, number])[] }): number {
  return lines[0]?.[0] ?? 0
}
