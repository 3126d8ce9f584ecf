import type { OutputPiece } from '../../machine/machine.ts'
import { occurs } from '../pattern.ts'
import type { Played } from '../played.ts'
import type { Predicates } from '../predicate.ts'
import { failed, lastLine, notReached, type Outcome, passed, shortened } from './outcome.ts'

/** A container's life. */
export function judgeRun(claim: Predicates['run'], played: Played): Outcome {
  const record = played.run(claim.of)
  const typed = played.records.get(claim.of)
  if (record === undefined)
    return typed?.kind === 'typed'
      ? failed(`Your lines start no container. ${lastLine(typed.output)}`)
      : notReached('The container was not started.')
  const state = played.stateOf(record)
  const { container } = record
  const text = (stream: OutputPiece['stream']): string =>
    (state?.log ?? [])
      .filter((piece) => piece.stream === stream)
      .map((piece) => piece.text)
      .join('')
  const printed = { stdout: text('stdout'), stderr: state === undefined ? record.output : text('stderr') }
  const standing = state?.standing
  const exit = standing === undefined ? record.exit : standing.kind === 'running' ? undefined : standing.status
  if (claim.name !== undefined && container?.name !== claim.name)
    return failed(`The container is called ${container?.name ?? 'nothing'}.`, {
      measured: container?.name ?? 'none',
      wanted: claim.name,
    })
  for (const stream of ['stdout', 'stderr'] as const) {
    const pattern = claim[stream]
    if (pattern === undefined || occurs(pattern, printed[stream])) continue
    const other = lastLine(printed[stream])
    return failed(
      other === ''
        ? `Nothing came out of it${stream === 'stderr' ? ' as an error' : ''}${exit === undefined ? '' : `, and it ended with ${exit}`}.`
        : `It printed “${other}”.`,
      { measured: other === '' ? 'nothing' : other },
    )
  }
  if (claim.running === true && exit !== undefined)
    return failed(
      `It ended with ${exit}: ${lastLine(printed.stderr) || lastLine(printed.stdout) || lastLine(record.output)}`,
      { measured: `ended with ${exit}`, wanted: 'running' },
    )
  if (claim.running === false && exit === undefined)
    return failed('It still runs.', { measured: 'running', wanted: 'ended' })
  if (claim.fails === true && (exit === undefined || exit === 0))
    return failed(exit === undefined ? 'It runs, and should refuse to.' : 'It ended well, and should not.', {
      measured: exit === undefined ? 'running' : 'exit 0',
    })
  if (claim.exit !== undefined && !(exit !== undefined && [claim.exit].flat().includes(exit)))
    return failed(exit === undefined ? 'It still runs.' : `It ended with ${exit}.`, {
      measured: exit === undefined ? 'running' : `exit ${exit}`,
      wanted: `exit ${[claim.exit].flat().join(' or ')}`,
    })
  if (claim.pid1 !== undefined) {
    const first = state?.processes.find(({ id }) => id === 1)?.arguments.join(' ') ?? ''
    if (!occurs(claim.pid1, first))
      return failed(`Process 1 is \`${shortened(first)}\`.`, { measured: shortened(first) })
  }
  if (claim.stop_seconds !== undefined && (record.stopSeconds ?? Number.POSITIVE_INFINITY) > claim.stop_seconds) {
    const measured =
      record.stopSeconds === undefined ? 'never stopped' : `≈ ${Number(record.stopSeconds.toPrecision(2))} s`
    return failed(`It took ${measured} to stop.`, { measured, wanted: `at most ${claim.stop_seconds} s` })
  }
  if (claim.after_stop === 'absent' && !record.isGone)
    return failed('It is still there after it was stopped: docker ps -a shows it.', {
      measured: 'still there',
      wanted: 'gone',
    })
  return passed
}

/** What an outsider received. */
export function judgeHttp(claim: Predicates['http'], played: Played): Outcome {
  const record = played.records.get(claim.of)
  if (record?.kind !== 'http') return notReached('The procedure did not come to this request.')
  const { status, body, error, headers, url } = record
  if (claim.error === true) return status === undefined ? passed : failed(`${url} answered ${status}.`)
  if (status === undefined) return failed(`${url} gave no answer: ${shortened(error)}`, { measured: 'no answer' })
  const measured = `${status} ${shortened(body, 80)}`.trim()
  if (claim.status !== undefined && status !== claim.status)
    return failed(`${url} answered ${status}.`, { measured, wanted: String(claim.status) })
  if (claim.body !== undefined && body.trim() !== claim.body.trim())
    return failed(`${url} answered “${shortened(body)}”.`, { measured, wanted: shortened(claim.body) })
  if (claim.matches !== undefined && !occurs(claim.matches, body))
    return failed(`${url} answered “${shortened(body)}”.`, { measured })
  for (const [key, value] of Object.entries(claim.json ?? {}))
    if (memberOf(body, key) !== value)
      return failed(`${url} answered “${shortened(body)}”.`, { measured, wanted: `${key}: ${String(value)}` })
  const { header } = claim
  if (header !== undefined) {
    const line = headers.find((one) => one.toLowerCase().startsWith(`${header.name.toLowerCase()}:`))
    if (line === undefined || !occurs(header.re, line.slice(header.name.length + 1).trim()))
      return failed(`${url} has no such header ${header.name}.`, { measured: line ?? 'none' })
  }
  return { ...passed, measured }
}

function memberOf(body: string, key: string): unknown {
  try {
    const data: unknown = JSON.parse(body)
    return typeof data === 'object' && data !== null && Object.hasOwn(data, key)
      ? Object.entries(data).find(([name]) => name === key)?.[1]
      : undefined
  } catch {
    return undefined
  }
}
