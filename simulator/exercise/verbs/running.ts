import { containerNamed } from '../../docker/find.ts'
import { type HeldContainer, type Host, millisecondsBetween } from '../../docker/host.ts'
import { withTimePassed } from '../../docker/passing.ts'
import { home, laptop, type Played, type RunRecord } from '../played.ts'
import type { Verbs } from '../procedure.ts'
import type { Judging } from '../verdict.ts'
import { quoted, textOfRun, typeLine } from './typing.ts'

/** Modelled seconds that a service is given to start. */
const usualWait = 10

/** The line that starts a container, as it is typed. */
export function runLineText(step: Verbs['run']): string {
  const {
    as,
    image,
    name = as.toLowerCase(),
    detach = true,
    publish = [],
    env = {},
    user,
    entrypoint,
    command = [],
  } = step
  const words = [
    'docker run',
    ...(detach ? ['-d'] : []),
    `--name ${quoted(name)}`,
    ...(step.tty === true ? ['-t'] : []),
    ...publish.map((ports) => `-p ${ports}`),
    ...Object.entries(env).map(([key, value]) => `-e ${quoted(`${key}=${value}`)}`),
    ...(user === undefined ? [] : [`--user ${quoted(user)}`]),
    ...(step.read_only === true ? ['--read-only'] : []),
    ...(step.init === true ? ['--init'] : []),
    ...(entrypoint === undefined ? [] : [`--entrypoint ${quoted(entrypoint)}`]),
    quoted(image),
    ...command.map(quoted),
  ]
  return words.join(' ')
}

export function* performRun(played: Played, step: Verbs['run']): Generator<Judging, void> {
  const name = step.on ?? laptop
  const before = played.host(name)
  const run = yield* typeLine(played, name, runLineText(step))
  const made = startedSince(before, run.host)[0] ?? run.removed[0]
  const container = made === undefined ? undefined : withoutNetwork(made, step.network ?? 'none')
  // Played again without a way to the internet: what was fetched at its start is not there then.
  if (container !== undefined && container !== made) putContainer(played, name, container)
  const exit = run.host.status
  played.records.set(step.as, {
    kind: 'run',
    host: name,
    output: textOfRun(run),
    exit,
    isGone: false,
    ...(container === undefined ? {} : { container }),
  })
  pass(played, (step.wait ?? (step.detach === false ? 0 : usualWait)) * 1000)
}

function startedSince(before: Host | undefined, after: Host): readonly HeldContainer[] {
  const known = new Set((before?.containers ?? []).map(({ plan }) => plan.id))
  return after.containers.filter(({ plan }) => !known.has(plan.id))
}

function withoutNetwork(container: HeldContainer, network: 'none' | 'internet'): HeldContainer {
  if (network === 'internet') return container
  const { plan } = container
  return { ...container, plan: { ...plan, options: { ...plan.options, network: 'none' } } }
}

function putContainer(played: Played, name: string, container: HeldContainer): void {
  const host = played.host(name)
  if (host === undefined) return
  const containers = host.containers.map((one) => (one.plan.id === container.plan.id ? container : one))
  played.site = { ...played.site, hosts: new Map(played.site.hosts).set(name, { ...host, containers }) }
}

/** Lets time pass on all computers. */
export function pass(played: Played, milliseconds: number): void {
  const hosts = [...played.site.hosts].map(([name, host]) => [name, withTimePassed(host, milliseconds)] as const)
  played.site = { ...played.site, hosts: new Map(hosts) }
}

/** The container that a step names: of a run, or by its own name. */
function nameOf(played: Played, name: string): { readonly host: string; readonly word: string } {
  const record = played.run(name)
  return { host: record?.host ?? laptop, word: record?.container?.name ?? name }
}

export function* performStop(played: Played, { container }: Verbs['stop']): Generator<Judging, void> {
  const { host, word } = nameOf(played, container)
  const before = played.run(container)
  const started = played.host(host)?.clock
  yield* typeLine(played, host, `docker stop ${quoted(word)}`)
  const now = played.host(host)
  if (started === undefined || now === undefined || before === undefined) return
  const stopped: RunRecord = {
    ...before,
    stopSeconds: millisecondsBetween(started, now.clock) / 1000,
    isGone: containerNamed(now, word) === undefined,
  }
  played.records.set(container, stopped)
}

export function* performRemove(played: Played, { container }: Verbs['rm']): Generator<Judging, void> {
  const { host, word } = nameOf(played, container)
  const record = played.records.get(container)
  const run = played.run(container)
  const held = run?.container
  yield* typeLine(played, host, `docker rm -f ${quoted(word)}`)
  if (record?.kind === 'run' && held !== undefined)
    played.records.set(container, { ...record, container: held, isGone: true })
}

export function* performExec(played: Played, step: Verbs['exec']): Generator<Judging, void> {
  const { host, word } = nameOf(played, step.in)
  const run = yield* typeLine(played, host, `docker exec ${quoted(word)} ${step.command.map(quoted).join(' ')}`)
  played.records.set(step.as, { kind: 'typed', host, output: textOfRun(run), exit: run.host.status, started: [] })
}

export function* performHttp(played: Played, step: Verbs['http']): Generator<Judging, void> {
  const host = step.on ?? laptop
  const { url, method = 'GET' } = step
  const port = Number(/:(\d+)/.exec(url.replace(/^http:\/\//, ''))?.[1] ?? 80)
  if (step.from === 'elsewhere' && isForItselfOnly(played.host(host), port)) {
    const error = `curl: (7) Failed to connect to ${host} port ${port}: Connection refused`
    played.records.set(step.as, { kind: 'http', url, headers: [], body: '', error })
    return
  }
  const flags = method === 'GET' ? '-sSi' : `-sSi -X ${method}`
  const run = yield* typeLine(played, host, `curl ${flags} --max-time 20 ${quoted(url)}`)
  const answer = run.output
    .filter(({ stream }) => stream === 'stdout')
    .map(({ text }) => text)
    .join('')
  const error = run.output
    .filter(({ stream }) => stream === 'stderr')
    .map(({ text }) => text)
    .join('')
    .trim()
  const [head = '', ...rest] = answer.split('\r\n\r\n')
  const [first = '', ...headers] = head.split('\r\n')
  const status = /^HTTP\/\S+ (\d+)/.exec(first)?.[1]
  played.records.set(step.as, {
    kind: 'http',
    url,
    headers,
    body: rest.join('\r\n\r\n'),
    error,
    ...(status === undefined ? {} : { status: Number(status) }),
  })
}

/** Whether a port is published on the loopback address alone, so that no other computer reaches it. */
function isForItselfOnly(host: Host | undefined, port: number): boolean {
  const ports = (host?.containers ?? []).flatMap((one) => one.ports.filter((published) => published.host === port))
  return ports.length > 0 && ports.every(({ address }) => address.startsWith('127.'))
}

/** How many lines of a file are typed, at most. */
const mostLines = 40

/** The lines of a text as they are typed: without comments, continued lines as one. */
export function typedLines(text: string): readonly string[] {
  const lines: string[] = []
  let goesOn = false
  for (const line of text.split('\n')) {
    if (goesOn) lines[lines.length - 1] += `\n${line}`
    else if (line.trim() !== '' && !line.trim().startsWith('#')) lines.push(line)
    else continue
    goesOn = line.endsWith('\\')
  }
  return lines.slice(0, mostLines)
}

export function* performType(
  played: Played,
  step: Verbs['type'],
  textAt: (path: string) => string,
): Generator<Judging, void> {
  const host = step.on ?? laptop
  const lines =
    step.line === undefined ? typedLines(step.file === undefined ? '' : textAt(`${home}/${step.file}`)) : [step.line]
  const started: string[] = []
  let output = ''
  let exit = 0
  for (const line of lines) {
    const before = played.host(host)
    const run = yield* typeLine(played, host, line)
    output += textOfRun(run)
    exit = run.host.status
    started.push(
      ...[
        ...startedSince(before, run.host),
        ...run.removed.filter(({ created }) => before !== undefined && millisecondsBetween(before.clock, created) >= 0),
      ].map(({ plan }) => plan.id),
    )
    // A service that was started is given time, as a person gives it who goes on typing.
    if (startedSince(before, run.host).length > 0) pass(played, usualWait * 1000)
  }
  played.records.set(step.as, { kind: 'typed', host, output, exit, started })
}
