import { readParameters } from '../embed/parameters.ts'
import { aroundWords } from '../words/fetch.ts'
import { words } from '../words/words.ts'
import { paperIn, partsOf, workIn } from './fragment.ts'
import { furnish } from './own.ts'
import { openExercise } from './page.ts'
import { takeFiles } from './work.ts'

/** Begins the exercise that a page's fragment holds, with what was done before where that came along. */
export async function beginOwn(): Promise<void> {
  const room = document.querySelector<HTMLElement>('.exercise')
  if (room === null) return
  const parts = partsOf(location.hash)
  await aroundWords()
  const { value: paper, wrong } = await paperIn(parts)
  const left = workIn(parts)
  if (paper === undefined) return refuse(room, wrong ?? words.frames.noExercise)
  if (left.wrong !== undefined) tell(words.frames.workNotOpened(left.wrong))
  await furnish(room, paper)
  const work = left.value?.exercise === paper.exercise.id ? left.value : undefined
  const { seed } = readParameters(location.search)
  const desk = await openExercise(room, paper, {
    ...(seed === undefined ? {} : { seed }),
    ...(work === undefined ? {} : { attempt: work.attempt }),
  })
  if (work !== undefined) takeFiles(work, desk)
}

function refuse(room: HTMLElement, why: string): void {
  room.hidden = true
  tell(words.frames.linkNotOpened(why))
}

function tell(text: string): void {
  const place = document.querySelector<HTMLElement>('.exercise-wrong')
  if (place === null) return
  place.hidden = false
  place.textContent = text
}
