import type { LineRun } from '../../docker/line.ts'
import { runLineOn } from '../../docker/site.ts'
import type { Build } from '../../solver/result.ts'
import type { Played } from '../played.ts'
import type { Judging } from '../verdict.ts'

/** How often a line may find yet another image missing. */
const mostRounds = 20

/**
 * Types a line in the shell of one of the computers, again when an image was missing that could be loaded, so that it does what it does once. Notes what
 * the simulator could not do.
 */
export function* typeLine(played: Played, host: string, line: string): Generator<Judging, LineRun> {
  for (let round = 0; ; round++) {
    const { site, run } = runLineOn(played.site, host, line, played.world)
    const missing = run.needs ?? run.builds.map(notLoadedIn).find((name) => name !== undefined)
    if (missing !== undefined && round < mostRounds) {
      yield { kind: 'needs', images: [missing] }
      continue
    }
    if (missing !== undefined) played.gaps.push(`The image ${missing} could not be loaded.`)
    played.site = site
    for (const container of run.removed) played.removed.set(container.plan.id, container)
    if (run.host.status !== 0)
      for (const { kind, message } of run.notes) if (kind === 'not-simulated') played.gaps.push(message)
    for (const build of run.builds) played.gaps.push(...gapsIn(build))
    return run
  }
}

function notLoadedIn({ failure }: Build): string | undefined {
  return /(\S+): not loaded yet/.exec(failure?.message ?? '')?.[1]
}

/** What the simulator could not do in a failed build's failing step. */
export function gapsIn({ failure, steps }: Build): readonly string[] {
  const step = failure?.step === undefined ? undefined : steps[failure.step]
  return (step?.notes ?? []).filter(({ kind }) => kind === 'not-simulated').map(({ message }) => message)
}

/** A word as the shell has to be given it. */
export function quoted(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** What a line printed, both streams. */
export function textOfRun({ output }: LineRun): string {
  return output.map(({ text }) => text).join('')
}
