import { parseDockerfile } from '../../dockerfile/parse.ts'
import { configDigest } from '../../image/config.ts'
import { placeOf } from '../lines.ts'
import { occurs } from '../pattern.ts'
import type { Played } from '../played.ts'
import type { Predicates } from '../predicate.ts'
import type { Submission } from '../submission.ts'
import { commonLayers, imageOf, type Plays, worth } from '../values.ts'
import { failed, notReached, type Outcome, passed, shortened } from './outcome.ts'

/** The learner's text, as a parsed Dockerfile. */
export function judgeSource(claim: Predicates['source'], { exercise }: Played, files: Submission['files']): Outcome {
  const text = Object.hasOwn(files, claim.file)
    ? files[claim.file]
    : exercise.files.find(({ path }) => path === claim.file)?.text
  if (text === undefined) return failed(`${claim.file} is not there.`)
  if (claim.unchanged === true) {
    const start = exercise.files.find(({ path }) => path === claim.file)?.text
    return text === start
      ? passed
      : failed(`${claim.file} has changed, and it should stay as it was.`, {
          place: { kind: 'file', path: claim.file },
        })
  }
  const { instructions } = parseDockerfile(text)
  if (claim.from_pieces === true) {
    const pieces = new Set((exercise.pieces ?? []).map(plain))
    const strange = instructions.find((one) => !pieces.has(plain(one.text)))
    return strange === undefined
      ? passed
      : failed(`\`${shortened(strange.text)}\` is none of the lines that were given.`, {
          place: placeOf(claim.file, strange),
        })
  }
  const lines = instructions.filter(
    (one) => claim.instruction === undefined || one.kind === claim.instruction.toUpperCase(),
  )
  const { has, lacks } = claim
  const what = claim.instruction ?? 'line'
  if (has !== undefined && !lines.some((one) => occurs(has, one.text)))
    return failed(
      lines.length === 0 ? `There is no ${what} in ${claim.file}.` : `No ${what} of ${claim.file} is as it should be.`,
      lines[0] === undefined ? {} : { place: placeOf(claim.file, lines[0]) },
    )
  const wrong = lacks === undefined ? undefined : lines.find((one) => occurs(lacks, one.text))
  if (wrong !== undefined)
    return failed(`\`${shortened(wrong.text)}\` should not be there.`, { place: placeOf(claim.file, wrong) })
  return passed
}

function plain(line: string): string {
  return line.trim().replace(/\s+/g, ' ')
}

/** Whether two images are the same bytes, or how much of one the other shares. */
export function judgeDigest(claim: Predicates['digest'], plays: Plays): Outcome {
  const { own: played } = plays
  const a = imageOf(played, claim.a)
  const b = imageOf(played, claim.b)
  if (a === undefined || b === undefined) {
    const name = a === undefined ? claim.a : claim.b
    return name.startsWith('registry:')
      ? failed(`The registry has nothing under the name ${name.slice('registry:'.length)}.`, { measured: 'absent' })
      : notReached('One of the images is not there.')
  }
  if (claim.shares !== undefined) {
    const limit = worth(claim.shares, plays)
    if (limit.kind !== 'figure')
      return notReached(limit.kind === 'missing' ? limit.why : 'There is nothing to compare with.')
    const shared = commonLayers(a, b)
    const wanted = `at least ${limit.quantity.value}`
    return shared >= limit.quantity.value
      ? { ...passed, measured: String(shared), wanted }
      : failed(`They share ${shared} ${shared === 1 ? 'layer' : 'layers'}, wanted ${wanted}.`, {
          measured: String(shared),
          wanted,
        })
  }
  const isSame = configDigest(a) === configDigest(b)
  const wanted = claim.same !== false
  if (isSame === wanted) return passed
  return failed(wanted ? 'They are different images.' : 'They are the same image, and should not be.', {
    measured: isSame ? 'the same' : 'different',
  })
}

/** How often a check of the builder finds something. */
export function judgeLint(claim: Predicates['lint'], played: Played): Outcome {
  const record = played.build(claim.build)
  if (record === undefined) return notReached('The procedure did not come to this build.')
  const found = record.build.problems.filter(
    ({ severity, code }) =>
      severity === 'warning' && (claim.rule === 'all' || code === claim.rule) && !claim.except.includes(code),
  )
  const measured = `${found.length} ${found.length === 1 ? 'finding' : 'findings'}`
  if (found.length <= claim.le) return { ...passed, measured }
  const [first] = found
  const instruction = record.build.dockerfile.instructions.find(
    ({ range }) => first?.range !== undefined && range.from <= first.range.from && first.range.from <= range.to,
  )
  return failed(`${first?.code ?? ''}: ${first?.message ?? ''}`, {
    measured,
    wanted: `at most ${claim.le}`,
    ...(instruction === undefined ? {} : { place: placeOf(record.file, instruction) }),
  })
}
