import type { Catalog } from '../image/catalog.ts'
import type { Program } from '../machine/process.ts'
import { sum } from '../values/estimate.ts'
import { answersFor, judgeClaim, type Matter, truthsOf } from './claims.ts'
import { type Exercise, versionOf } from './exercise.ts'
import { partsOf, readExpression } from './expression.ts'
import { guardTexts, judgeGuards } from './guards.ts'
import type { Played } from './played.ts'
import { play } from './playing.ts'
import { type Submission, submissionOf } from './submission.ts'
import { type Plays, type Value, worth } from './values.ts'
import { judgedVariantOf } from './variant.ts'
import type { CheckResult, Judging, LayerLine, Measured, Outline, Verdict } from './verdict.ts'

/** What a judge needs of the world. */
export interface JudgeWorld {
  readonly catalog: Catalog
  /** What can run in a RUN, in containers and on computers: `programs` of programs.ts. */
  readonly programs: ReadonlyMap<string, Program>
}

/**
 * Judges what was handed in: plays the exercise's procedure with it in a new world, and holds the checks against what happened. Tells what it does next, and
 * which images of the catalog it needs: load them and go on. The same submission always gets the same verdict. Never throws for what a learner
 * handed in; throws RangeError for an exercise that is not sound (soundness.ts).
 */
export function* judge(exercise: Exercise, submission: Submission, world: JudgeWorld): Generator<Judging, Verdict> {
  const version = versionOf(exercise)
  const head = { exercise: exercise.id, version, seed: submission.seed }
  if (submission.exercise !== exercise.id || submission.version !== version) {
    const broken = 'This was handed in for another version of the exercise, so it cannot be judged by this one.'
    return { ...head, kind: 'broken', checks: [], score: 0, broken, measured: [], truths: {} }
  }
  const variant = judgedVariantOf(exercise, submission)
  const own = yield* play(variant, submission.files, world)
  const asked = playsAskedFor(variant)
  const start = asked.has('start') ? yield* play(variant, submissionOf(variant, {}).files, world) : undefined
  const model = asked.has('model') ? yield* play(variant, submissionOf(variant, variant.model).files, world) : undefined
  const plays: Plays = { own, ...(start === undefined ? {} : { start }), ...(model === undefined ? {} : { model }) }
  const matter: Matter = { plays, submission }
  const gap = own.stopped === undefined ? own.gaps[0] : `The exercise could not go on: ${own.stopped}`
  const checks = [...checksOf(variant, matter, gap), ...guardsOf(variant, own, submission, gap)]
  const isOpen = checks.some(({ state, isBonus }) => !isBonus && state !== 'passed')
  const kind = !isOpen ? 'pass' : gap === undefined ? 'not-yet' : 'broken'
  const needed = checks.filter(({ isGuard, isBonus }) => !isGuard && !isBonus)
  const measured = measuredOf(own)
  const verdict: Verdict = {
    ...head,
    kind,
    checks,
    score:
      needed.length === 0 ? (isOpen ? 0 : 1) : needed.filter(({ state }) => state === 'passed').length / needed.length,
    ...(kind === 'broken' && gap !== undefined ? { broken: gap } : {}),
    measured,
    truths: truthsOf(variant, matter),
    right: answersFor(variant, matter),
    ...parOf(variant, plays),
  }
  if (kind !== 'pass' || Object.keys(variant.model.files).length === 0) return verdict
  const best = model ?? (yield* play(variant, submissionOf(variant, variant.model).files, world))
  const [yours, ours] = [outlineOf(own), outlineOf(best)]
  return yours === undefined || ours === undefined ? verdict : { ...verdict, comparison: { yours, model: ours } }
}

/** Judges to the end at once, with a catalog that reads its images when they are asked for. */
export function judgeAtOnce(exercise: Exercise, submission: Submission, world: JudgeWorld): Verdict {
  const judging = judge(exercise, submission, world)
  for (;;) {
    const next = judging.next()
    if (next.done) return next.value
  }
}

function checksOf(exercise: Exercise, matter: Matter, gap: string | undefined): readonly CheckResult[] {
  return exercise.checks.map((check) => {
    const outcome = judgeClaim(check, matter)
    const { id, say, lesson } = check
    return {
      ...outcome,
      id,
      say,
      isGuard: false,
      isBonus: check.bonus === true,
      ...(outcome.state !== 'passed' && gap !== undefined ? { state: 'broken' as const, because: gap } : {}),
      ...(lesson === undefined ? {} : { lesson }),
    }
  })
}

function guardsOf(
  exercise: Exercise,
  own: Played,
  submission: Submission,
  gap: string | undefined,
): readonly CheckResult[] {
  return judgeGuards(exercise, own, submission).map((outcome) => ({
    ...outcome,
    say: guardTexts[outcome.id],
    isGuard: true,
    isBonus: false,
    ...(outcome.state === 'failed' && gap !== undefined ? { state: 'broken' as const, because: gap } : {}),
  }))
}

/** Which other files an exercise's expressions want to be played. */
function playsAskedFor({ checks, ask, par }: Exercise): ReadonlySet<'start' | 'model'> {
  const asked = new Set<'start' | 'model'>(par === undefined ? [] : ['model'])
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      if (!/\b(start|model)\./.test(value)) return
      const read = readExpression(value)
      for (const part of read.kind === 'read' ? partsOf(read.expression) : [])
        if (part.kind === 'measure' && part.play !== 'own') asked.add(part.play)
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look)
  }
  look(checks)
  look(ask)
  return asked
}

function measuredOf(own: Played): readonly Measured[] {
  return own.builds
    .filter((name) => own.build(name)?.isUnseen === false)
    .flatMap((name) =>
      (['image', 'time'] as const).flatMap((measure) =>
        named(`${name}.${measure}`, worth(`${name}.${measure}`, { own })),
      ),
    )
}

function named(name: string, value: Value): readonly Measured[] {
  return value.kind === 'figure' ? [{ name, unit: value.unit, value: value.quantity }] : []
}

function parOf({ par }: Exercise, { own, model }: Plays): Pick<Verdict, 'par'> {
  if (par === undefined || model === undefined) return {}
  const [reached] = named(par, worth(par, { own }))
  const [best] = named(par, worth(par, { own: model }))
  return reached === undefined || best === undefined ? {} : { par: { reached, model: best } }
}

/** What a learner's last build and the model's come to, layer by layer. */
function outlineOf(played: Played): Outline | undefined {
  const record = played.builds
    .map((name) => played.build(name))
    .findLast((one) => one?.build.image !== undefined && !one.isUnseen)
  const image = record?.build.image
  if (record === undefined || image === undefined) return undefined
  const texts = image.history.filter(({ empty_layer }) => empty_layer !== true).map(({ created_by = '' }) => created_by)
  const own = new Set(record.build.steps.flatMap(({ layer }) => (layer === undefined ? [] : [layer.diffID])))
  return {
    layers: image.layers.map(
      ({ fileBytes, diffID }, at): LayerLine => ({ text: texts[at] ?? '', size: fileBytes, isBase: !own.has(diffID) }),
    ),
    size: sum(image.layers.map(({ fileBytes }) => fileBytes)),
    durationMs: record.build.durationMs,
  }
}
