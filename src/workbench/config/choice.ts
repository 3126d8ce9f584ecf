import type { BuildView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { figureText } from '../figures.ts'
import { shownBefore, shownBuild } from '../shown.ts'
import type { BenchState } from '../state.ts'

/** A build whose configuration may be looked at. */
export interface ConfigChoice {
  readonly build: BuildView
  readonly text: string
  /** The one that it is compared with. */
  readonly before?: BuildView
}

/**
 * The builds of this visit that gave an image, the newest first; before them what Build would make of the text as it is now, where that is what all
 * panes show. The first is looked at unless another is chosen.
 */
export function configChoices(state: BenchState): readonly ConfigChoice[] {
  const shown = shownBuild(state)
  const tried =
    shown?.how === 'trial' ? [choiceOf(shown.build, words.stack.whatBuildWouldMake, shownBefore(state))] : []
  const made = state.builds
    .map((build, place, all) => choiceOf(build, titleOf(build), all[place - 1]))
    .filter(({ build }) => build.image !== undefined)
    .toReversed()
  return [...tried, ...made].filter(({ build }, place, all) => all.findIndex((one) => one.build === build) === place)
}

/** The choice of a build by its key; the first where that is gone. */
export function configOf(choices: readonly ConfigChoice[], key: number | undefined): ConfigChoice | undefined {
  return choices.find(({ build }) => build.key === key) ?? choices[0]
}

function choiceOf(build: BuildView, text: string, before: BuildView | undefined): ConfigChoice {
  return { build, text, ...(before === undefined ? {} : { before }) }
}

function titleOf({ number, image }: BuildView): string {
  return image === undefined ? words.marks.Build(number) : `${words.marks.Build(number)}: ${figureText(image.size)}`
}
