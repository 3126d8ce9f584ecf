import type { Dockerfile, Instruction } from '../dockerfile/instruction.ts'
import { parseDockerfile } from '../dockerfile/parse.ts'
import { configDigest } from '../image/config.ts'
import { parseReference } from '../image/reference.ts'
import { namesIn } from './claims.ts'
import type { Check, Exercise, GuardName } from './exercise.ts'
import { guardNames } from './exercise.ts'
import { placeOf } from './lines.ts'
import type { Played } from './played.ts'
import type { Predicate } from './predicate.ts'
import { placeOfFailure } from './predicates/builds.ts'
import { failed, lastLine, type Outcome, passed, shortened } from './predicates/outcome.ts'
import type { Submission } from './submission.ts'

/** What each guard holds, in a learner's words. */
export const guardTexts: Readonly<Record<GuardName, string>> = {
  G1: 'The service still starts and stays up',
  G2: 'The files you were not asked to change are as they were',
  G3: 'It builds from nothing, on a computer that has built nothing before',
  G4: 'The image follows its files when they change',
  G5: 'It stands on the base images of the task',
  G6: 'Words and secrets are other ones in each check',
  G7: 'Nothing is fetched after the start that the image should hold',
  G8: 'No check is silenced, and no failure is swallowed',
}

/** How the guards of an exercise stand, those that are on. */
export function judgeGuards(
  exercise: Exercise,
  played: Played,
  submission: Submission,
): readonly (Outcome & { readonly id: GuardName })[] {
  const { without_guards: off } = exercise
  const guards: Readonly<Record<GuardName, () => Outcome | undefined>> = {
    G1: () => staysUp(exercise, played),
    G2: () => untouched(exercise, submission),
    G3: () => buildsCold(exercise, played),
    G4: () => follows(played),
    G5: () => allowedBases(exercise, submission),
    G6: () => undefined,
    G7: () => undefined,
    G8: () => unmuzzled(exercise, submission),
  }
  return guardNames.flatMap((id) => {
    const outcome = off[id] === undefined ? guards[id]() : undefined
    return outcome === undefined ? [] : [{ ...outcome, id }]
  })
}

/** Containers in the background that no check lets end are still there at the end, or were taken away on purpose. */
function staysUp({ checks }: Exercise, played: Played): Outcome | undefined {
  let looked = false
  for (const [name, record] of played.records) {
    if (record.kind !== 'run' || record.container?.isAttached === true || record.stopSeconds !== undefined) continue
    if (checks.some((check) => mayEnd(check, name, played))) continue
    // What was not built cannot be started: the build's own check says so.
    if (record.container === undefined && played.builds.some((one) => played.build(one)?.build.failure !== undefined))
      continue
    looked = true
    const standing = played.stateOf(record)?.standing
    if (record.isGone && standing?.kind === 'running') continue
    if (record.container === undefined) return failed(`The container could not be started: ${lastLine(record.output)}`)
    if (standing !== undefined && standing.kind !== 'running') {
      const log = played.stateOf(record)?.log ?? []
      const said = lastLine(log.map(({ text }) => text).join(''))
      return failed(`The container ended with ${standing.status}${said === '' ? '.' : `: ${said}`}`)
    }
  }
  return looked ? passed : undefined
}

function mayEnd(check: Check, name: string, played: Played): boolean {
  const { run, all = [], any = [] } = check
  const claims = [run, ...all.map((one) => one.run), ...any.map((one) => one.run)]
  return (
    namesIn(check, played).has(name) &&
    claims.some(
      (one) =>
        one?.of === name &&
        (one.exit !== undefined || one.fails === true || one.running === false || one.stdout !== undefined),
    )
  )
}

/** Only what may be edited is handed in as another text. */
function untouched({ files, editable }: Exercise, submission: Submission): Outcome {
  for (const [path, text] of Object.entries(submission.files)) {
    if (editable.includes(path)) continue
    const start = files.find((file) => file.path === path)
    if (start?.text === text) continue
    return failed(
      `${path} ${start === undefined ? 'was added' : 'has changed'}; the task is about ${editable.join(', ')} alone.`,
      { place: { kind: 'file', path } },
    )
  }
  return passed
}

/** Builds that no check speaks of as failing succeed: the first of them with nothing in the cache. */
function buildsCold({ checks }: Exercise, played: Played): Outcome | undefined {
  for (const name of played.builds) {
    const record = played.build(name)
    if (record?.build.failure === undefined || record.isUnseen) continue
    if (checks.some((check) => speaksOf(check, name))) continue
    const before = played.builds.slice(0, played.builds.indexOf(name)).map((one) => played.build(one))
    // The same build again, after an edit: what stopped it is said where it stopped first.
    if (before.some((one) => one?.file === record.file && one.build.failure?.message === record.build.failure?.message))
      continue
    const place = placeOfFailure(record)
    return failed(`A build stopped: ${shortened(record.build.failure.message)}`, place === undefined ? {} : { place })
  }
  return played.builds.length === 0 ? undefined : passed
}

/** Whether a check is about the outcome of a build. */
function speaksOf(claim: Predicate, name: string): boolean {
  const { built, all = [], any = [], not, each } = claim
  return (
    built?.build === name ||
    each?.in.includes(name) === true ||
    [...all, ...any, ...(not === undefined ? [] : [not])].some((one) => speaksOf(one, name))
  )
}

/** After each mutation the next build of the same Dockerfile gives another image. */
function follows(played: Played): Outcome | undefined {
  let looked = false
  for (const { path, builds } of played.mutations) {
    const after = played.build(played.builds[builds] ?? '')
    const before = played.builds
      .slice(0, builds)
      .map((name) => played.build(name))
      .findLast((one) => one?.file === after?.file)
    if (after?.build.image === undefined || before?.build.image === undefined) continue
    looked = true
    if (configDigest(after.build.image) === configDigest(before.build.image))
      return failed(`The image is the same after ${path} has changed: it is made of something else.`, {
        place: { kind: 'file', path },
      })
  }
  return looked ? passed : undefined
}

/** The Dockerfiles among what was handed in. */
function dockerfilesOf(
  { editable }: Exercise,
  { files }: Submission,
): readonly { readonly path: string; readonly dockerfile: Dockerfile; readonly text: string }[] {
  return editable
    .filter((path) => /(^|\/)([^/]*\.)?(dockerfile|containerfile)[^/]*$/i.test(path) && !path.endsWith('.dockerignore'))
    .flatMap((path) => {
      const text = Object.hasOwn(files, path) ? files[path] : undefined
      return text === undefined ? [] : [{ path, text, dockerfile: parseDockerfile(text) }]
    })
}

function allowedBases(exercise: Exercise, submission: Submission): Outcome | undefined {
  const { allowed_bases } = exercise
  if (allowed_bases === undefined) return undefined
  const allowed = new Set(allowed_bases.map(normalName))
  for (const { path, dockerfile } of dockerfilesOf(exercise, submission)) {
    const stages = new Set<string>()
    for (const [at, instruction] of dockerfile.instructions.entries()) {
      for (const name of basesIn(instruction)) {
        const isStage = stages.has(name.toLowerCase()) || /^\d+$/.test(name)
        if (
          isStage ||
          name.includes('$') ||
          allowed.has(normalName(name)) ||
          allowed.has(normalName(name.replace(/@sha256:.*$/, '')))
        )
          continue
        const place = placeOf(path, instruction)
        return failed(`${name} is none of the images that this task stands on: ${allowed_bases.join(', ')}.`, { place })
      }
      if (instruction.kind === 'FROM') stages.add((instruction.name?.text ?? String(at)).toLowerCase())
    }
  }
  return passed
}

function basesIn(instruction: Instruction): readonly string[] {
  if (instruction.kind === 'FROM') return [instruction.image.text]
  if (instruction.kind === 'COPY' || instruction.kind === 'ADD')
    return instruction.from === undefined ? [] : [instruction.from.text]
  if (instruction.kind === 'RUN')
    return instruction.mounts.flatMap(({ text }) => /(?:^|,)from=([^,]+)/.exec(text)?.[1] ?? [])
  return []
}

function normalName(name: string): string {
  const reference = parseReference(name)
  return 'error' in reference ? name : reference.normal
}

/** What keeps a check silent, or a failing command from failing. */
const muzzles: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^#\s*check\s*=/im, 'the directive that switches checks off'],
  [/hadolint\s+(global\s+)?ignore/i, 'a remark that switches a check off'],
]

function unmuzzled(exercise: Exercise, submission: Submission): Outcome {
  for (const { path, text, dockerfile } of dockerfilesOf(exercise, submission)) {
    const start = exercise.files.find((file) => file.path === path)?.text ?? ''
    for (const [pattern, what] of muzzles) {
      const at = text.search(pattern)
      if (at === -1 || pattern.test(start)) continue
      return failed(`${what} is in ${path}.`, {
        place: { kind: 'line', file: path, line: text.slice(0, at).split('\n').length, text: '' },
      })
    }
    const line = dockerfile.instructions.find(
      (one) =>
        one.kind === 'RUN' && /(\|\||;)\s*(true|:|exit 0)\s*($|["\]&;])/.test(one.text) && !start.includes(one.text),
    )
    if (line !== undefined)
      return failed(`\`${shortened(line.text, 80)}\` goes on when its command fails.`, { place: placeOf(path, line) })
  }
  return passed
}
