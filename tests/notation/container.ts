import {
  type ContainerPlan,
  type ContainerState,
  type Happening,
  type HttpRequest,
  playContainer,
  type StartOptions,
  stopContainer,
} from '../../simulator/containers.ts'
import { atSecond, type Tree } from '../../simulator/filesystem/tree.ts'
import { Draft, emptyStore, emptyTree, realContent, runBuild } from '../../simulator/index.ts'
import { programs } from '../../simulator/programs.ts'
import { bytesOf } from '../../simulator/values/bytes.ts'
import { readCatalog } from '../../tools/world.ts'

const catalog = readCatalog()
const world = { now: atSecond(1_790_000_000), programs, packageTables: catalog.packageTables }

/** The image of a Dockerfile, with files (`path` to text) or a whole tree as context, as a container that can be played. */
export function containerOf(
  dockerfile: string,
  files: Tree | Readonly<Record<string, string>>,
  options: StartOptions = {},
): ContainerPlan {
  const draft = new Draft('entries' in files ? (files as Tree) : emptyTree)
  const texts = 'entries' in files ? {} : files
  for (const [path, text] of Object.entries({ ...texts, Dockerfile: dockerfile })) put(draft, path, text)
  const request = { context: draft.finish() }
  const { image, failure, steps } = runBuild(request, { catalog, store: emptyStore, programs, now: world.now })
  if (image === undefined) throw new RangeError(`${failure?.message}\n${JSON.stringify(steps).slice(-2000)}`)
  return { id: 'cd'.repeat(32), image, options }
}

function put(draft: Draft, path: string, text: string): void {
  const attributes = { mode: 0o755, uid: 0, gid: 0, mtime: atSecond(0) }
  if (path.includes('/')) draft.makeDirectories(path.slice(0, path.lastIndexOf('/')), attributes)
  draft.set(path, { kind: 'file', ...attributes, content: realContent(bytesOf(text)) })
}

/** A request from outside: `:8081/version`, `POST :8081/`. */
function requestOf(text: string, from: HttpRequest['from'] = 'outside'): HttpRequest {
  const [, method = 'GET', port = '', target = '/'] = /^(?:([A-Z]+) )?:(\d+)(\/.*)?$/.exec(text) ?? []
  return { method, target, headers: new Map(), body: '', port: Number(port), from }
}

/** A container that was asked and is still running, or has ended. */
export interface Played {
  /** `200 body`, or why there is no answer; one for each request. */
  readonly answers: readonly string[]
  readonly stdout: string
  readonly stderr: string
  /** `running`, or the status that it ended with. */
  readonly standing: string
  readonly state: ContainerState
}

/** Starts a container, asks it in order after ten seconds, a second between. */
export function play(plan: ContainerPlan, ...requests: readonly string[]): Played {
  const happenings = requests.map(
    (text, at): Happening => ({
      kind: 'request',
      atMs: 10_000 + at * 1000,
      request: requestOf(text),
    }),
  )
  return played(playContainer(plan, happenings, 60_000, world))
}

/** The same with `docker stop` after twenty seconds, and how many seconds it took. */
export function stopped(plan: ContainerPlan, signal?: string): Played & { readonly seconds: number } {
  const stop = signal === undefined ? plan : { ...plan, options: { ...plan.options, stopSignal: signal } }
  const { state } = stopContainer(stop, [], 20_000, world)
  return { ...played(state), seconds: Math.floor(((state.endedAtMs ?? 0) - 20_000) / 1000) }
}

function played(state: ContainerState): Played {
  const { standing, log, outcomes } = state
  const textOf = (stream: string): string =>
    log.flatMap((piece) => (piece.stream === stream ? [piece.text] : [])).join('')
  return {
    state,
    answers: outcomes.map((outcome) =>
      outcome === undefined || !('kind' in outcome)
        ? 'nothing'
        : outcome.kind === 'answer'
          ? `${outcome.answer.status} ${outcome.answer.body}`
          : outcome.kind,
    ),
    stdout: textOf('stdout'),
    stderr: textOf('stderr'),
    standing: standing.kind === 'exited' ? `${standing.status}` : standing.kind,
  }
}
