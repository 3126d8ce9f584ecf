import { playOf, sentOf, stepOf } from './expression.ts'
import type { Play } from './play.ts'
import type { Expectation, Scene } from './scene.ts'
import { placeNames, tracesOf } from './traces.ts'

/** What is wrong with a scene: each claim of its author that its builds do not keep, in a sentence. Throws AuthorError for a claim about nothing. */
export function brokenClaims(scene: Scene, plays: readonly Play[]): readonly string[] {
  const claims = scene.expect.flatMap((claim) =>
    brokenClaim(claim, plays, scene.where).map((what) => `build ${claim.build}: ${what}`),
  )
  return [...claims, ...unexpectedFailures(scene, plays), ...answerProblems(scene)]
}

/** Whether builds keep all of some claims. Throws AuthorError for a claim about nothing. */
export function keepsClaims(claims: readonly Expectation[], plays: readonly Play[], where: string): boolean {
  return claims.every((claim) => brokenClaim(claim, plays, where).length === 0)
}

function brokenClaim(claim: Expectation, plays: readonly Play[], where: string): readonly string[] {
  const play = playOf(claim.build, plays, where)
  const { failure, image } = play.build
  const broken: string[] = []
  if (claim.fails !== undefined && !(failure?.message ?? '').includes(claim.fails))
    broken.push(
      `should fail with “${claim.fails}”, but ${failure === undefined ? 'it does not fail' : failure.message}`,
    )
  if (claim.total !== undefined) broken.push(...outside('the image', image?.size.value, claim.total))
  if (claim.hidden !== undefined)
    broken.push(
      ...outside(
        'what is hidden',
        image?.layers.reduce((bytes, layer) => bytes + layer.hidden, 0),
        claim.hidden,
      ),
    )
  if (claim.sent !== undefined) {
    const { layers, bytes } = sentOf(play, claim.sent.after, plays, where)
    broken.push(...outside(`what is sent after ${claim.sent.after}`, bytes.value, claim.sent))
    if (claim.sent.layers !== undefined && claim.sent.layers !== layers.length)
      broken.push(`should send ${claim.sent.layers} layers and sends ${layers.length}`)
  }
  if (claim.traces !== undefined) {
    const found = tracesOf(play, claim.traces.of, where).flatMap(({ place, rows }) => (rows.length > 0 ? [place] : []))
    const wanted = placeNames.filter((place) => claim.traces?.in.includes(place))
    if (found.join() !== wanted.join())
      broken.push(
        `“${claim.traces.of}” should be found in ${wanted.join(', ') || 'no place'} and is in ${found.join(', ') || 'none'}`,
      )
  }
  if (claim.step === undefined) return broken
  const row = stepOf(play, claim.step, where)
  const is = row.mark === 'setting' || row.mark === 'unbuilt' ? 'absent' : row.mark
  if (claim.is !== undefined && claim.is !== is) broken.push(`“${row.text}” should be ${claim.is} and is ${is}`)
  if (claim.size !== undefined)
    broken.push(...outside(`“${row.text}”`, row.size?.value, { over: claim.size - 1, under: claim.size + 1 }))
  broken.push(...outside(`“${row.text}”`, row.size?.value, claim))
  if (claim.output !== undefined) {
    const output = play.build.steps
      .filter((step) => step.instruction === row.instruction)
      .flatMap((step) => step.output.map((line) => line.text))
      .join('')
    if (!output.includes(claim.output))
      broken.push(`“${row.text}” should print “${claim.output}” and prints “${output}”`)
  }
  return broken
}

function outside(
  what: string,
  value: number | undefined,
  { over, under }: { readonly over?: number | undefined; readonly under?: number | undefined },
): readonly string[] {
  if (over === undefined && under === undefined) return []
  if (value === undefined) return [`${what} should have a size`]
  if (over !== undefined && !(value > over)) return [`${what} should be over ${over} B and is ${value} B`]
  if (under !== undefined && !(value < under)) return [`${what} should be under ${under} B and is ${value} B`]
  return []
}

/** A build that fails though nobody said so. */
function unexpectedFailures(scene: Scene, plays: readonly Play[]): readonly string[] {
  const meant = new Set(scene.expect.filter((claim) => claim.fails !== undefined).map((claim) => String(claim.build)))
  return plays.flatMap((play) =>
    play.build.failure === undefined || meant.has(play.key)
      ? []
      : [`build ${play.key} fails: ${play.build.failure.message}`],
  )
}

function answerProblems({ project: { predict } }: Scene): readonly string[] {
  if (predict?.kind !== 'choice') return []
  const { options = [], answer } = predict
  return options.some((option) => option === answer) ? [] : [`the answer “${answer}” is not among the options`]
}
