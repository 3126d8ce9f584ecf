import { Draft } from '../../filesystem/draft.ts'
import { entryAt } from '../../filesystem/tree.ts'
import { textOf } from '../../values/bytes.ts'
import { home, laptop, type Played } from '../played.ts'
import type { ProcedureStep, Verbs } from '../procedure.ts'
import { edited } from '../project.ts'
import type { Judging } from '../verdict.ts'
import { buildLine, performBuild } from './building.ts'
import { performPull, performPush, performRegistry } from './moving.ts'
import {
  pass,
  performExec,
  performHttp,
  performRemove,
  performRun,
  performStop,
  performType,
  runLineText,
} from './running.ts'
import { quoted, typeLine } from './typing.ts'

/** Does one step of a procedure. What it cannot do stands in `played.stopped`. */
export function* performStep(played: Played, step: ProcedureStep): Generator<Judging, void> {
  const { build, edit, mutate, run, type, exec, http, stop, rm, push, pull, tag, login, clock, registry, prune } = step
  if (build !== undefined) yield* performBuild(played, build)
  if (edit !== undefined) performEdit(played, edit)
  if (mutate !== undefined) {
    const { as: _, ...change } = mutate
    performEdit(played, change)
    played.mutations.push({ path: change.path, builds: played.builds.length })
  }
  if (run !== undefined) yield* performRun(played, run)
  if (type !== undefined) yield* performType(played, type, (path) => textAt(played, path))
  if (exec !== undefined) yield* performExec(played, exec)
  if (http !== undefined) yield* performHttp(played, http)
  if (stop !== undefined) yield* performStop(played, stop)
  if (rm !== undefined) yield* performRemove(played, rm)
  if (push !== undefined) yield* performPush(played, push)
  if (pull !== undefined) yield* performPull(played, pull)
  if (tag !== undefined)
    yield* typeLine(played, tag.on ?? laptop, `docker tag ${quoted(tag.image)} ${quoted(tag.name)}`)
  if (login !== undefined) yield* typeLine(played, login.on ?? laptop, loginLine(login))
  if (clock !== undefined) pass(played, timeOf(clock))
  if (registry !== undefined) performRegistry(played, registry)
  if (prune !== undefined) yield* typeLine(played, prune.on ?? laptop, pruneLines[prune.what])
}

/** A step in words: the line that is typed, or what is done. */
export function stepText({
  build,
  edit,
  mutate,
  run,
  type,
  exec,
  http,
  stop,
  rm,
  push,
  pull,
  tag,
  login,
  clock,
  registry,
  prune,
}: ProcedureStep): string {
  if (build !== undefined) return buildLine(build)
  if (edit !== undefined) return editText(edit)
  if (mutate !== undefined) return `change something in ${mutate.path}`
  if (run !== undefined) return runLineText(run)
  if (type !== undefined) return type.line ?? `type the lines of ${type.file ?? 'a file'}`
  if (exec !== undefined) return `docker exec ${exec.in} ${exec.command.map(quoted).join(' ')}`
  if (http !== undefined) return `curl ${http.url}${http.from === 'elsewhere' ? ', from another computer' : ''}`
  if (stop !== undefined) return `docker stop ${stop.container}`
  if (rm !== undefined) return `docker rm -f ${rm.container}`
  if (push !== undefined) return `docker push ${push.image}`
  if (pull !== undefined) return `docker pull ${pull.image}`
  if (tag !== undefined) return `docker tag ${tag.image} ${tag.name}`
  if (login !== undefined) return `docker login -u ${login.user}`
  if (clock !== undefined)
    return `wait ${clock.days === undefined ? `${timeOf(clock) / 1000} s` : `${clock.days} days`}`
  if (registry !== undefined) return `the registry moves ${registry.move}`
  if (prune !== undefined) return pruneLines[prune.what]
  return ''
}

const pruneLines = {
  layers: 'docker builder prune -af',
  mounts: 'docker builder prune -af --filter type=exec.cachemount',
  images: 'docker image prune -af',
  all: 'docker system prune -af',
} as const

function loginLine({ user }: Verbs['login']): string {
  return `docker login -u ${user} -p plc_fake_${user}`
}

function timeOf({ days = 0, hours = 0, seconds = 0 }: Verbs['clock']): number {
  return (days * 86_400 + hours * 3600 + seconds) * 1000
}

function editText({ path, touch, mode, remove, append, replace, text }: Verbs['edit']): string {
  if (remove === true) return `rm ${path}`
  if (touch === true) return `touch ${path}`
  if (mode !== undefined) return `chmod ${mode} ${path}`
  const how = append !== undefined ? 'add a line to' : replace !== undefined || text !== undefined ? 'edit' : 'change'
  return `${how} ${path}`
}

function performEdit(played: Played, change: Verbs['edit']): void {
  const host = played.host()
  const project = played.project()
  if (host === undefined || project === undefined) return
  const result = edited(project, change, host.clock)
  if (result.kind === 'failed') {
    played.stopped = result.message
    return
  }
  const draft = new Draft(host.files)
  draft.set(home, result.tree)
  played.site = { ...played.site, hosts: new Map(played.site.hosts).set(laptop, { ...host, files: draft.finish() }) }
}

function textAt(played: Played, path: string): string {
  const host = played.host()
  const node = host === undefined ? undefined : entryAt(host.files, path)
  return node?.kind === 'file' && node.content.kind === 'real' ? textOf(node.content.bytes) : ''
}
