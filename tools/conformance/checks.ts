import {
  type Build,
  type BuildRequest,
  checkRules,
  forecast,
  lineAt,
  type Problem,
  type World,
} from '../../simulator/index.ts'
import { naturally, normalText } from './normal.ts'

/** A range of lines, first and last, as expected.json writes it. */
type Lines = readonly [number, number]

/** The warnings that docker streams during a build, in the order of expected.json. */
export function warningsOf(build: Build): readonly unknown[] {
  return findings(build.problems, build.dockerfile.lineStarts)
    .map(({ rule, message, description, url, lines }) => ({
      short: `${rule}: ${message}${lines.length === 0 ? '' : ` (line ${lines[0]?.[0]})`}`,
      detail: [description],
      ...(url === undefined ? {} : { url }),
      lines,
    }))
    .sort((a, b) => (a.lines[0]?.[0] ?? 0) - (b.lines[0]?.[0] ?? 0) || naturally(a.short, b.short))
}

/** What `docker build --check` says: its exit code, the checks' findings, and the error that would stop the build before it starts. */
export function checkResult(request: BuildRequest, world: World): unknown {
  const { problems, dockerfile, failure } = forecast(request, world)
  const warnings = findings(problems, dockerfile.lineStarts)
    .map(({ rule, message, description, url, lines }) => ({
      rule,
      description,
      ...(url === undefined ? {} : { url }),
      detail: message,
      lines,
    }))
    .sort((a, b) => (a.lines[0]?.[0] ?? 0) - (b.lines[0]?.[0] ?? 0) || naturally(a.rule, b.rule))
  return { exit: failure === undefined && warnings.length === 0 ? 0 : 1, warnings }
}

function findings(problems: readonly Problem[], starts: readonly number[]) {
  return problems.flatMap((problem) => {
    const rule = problem.severity === 'warning' ? checkRules.get(problem.code) : undefined
    if (rule === undefined) return []
    return [
      {
        rule: problem.code,
        message: normalText(problem.message),
        description: rule.description,
        url: rule.url,
        lines: problem.range === undefined ? [] : [linesOf(starts, problem.range)],
      },
    ]
  })
}

function linesOf(starts: readonly number[], range: { readonly from: number; readonly to: number }): Lines {
  return [lineAt(starts, range.from), lineAt(starts, Math.max(range.from, range.to - 1))]
}
