import { loadAttempts } from '../state/exercises.ts'
import { type Answer, builtOf, isDone, longestAnswer, type Progress, withAnswer, withMark } from '../state/progress.ts'
import { changeProgress, loadProgress, withBuilt } from '../state/progress-store.ts'
import { aroundWords } from '../words/fetch.ts'
import { words } from '../words/words.ts'

/** A build is kept within this time. */
const keptAfterMs = 1500

/** Wakes the end of a lesson: the questions of looking back take an answer and keep it, and the box below says whether the lesson is done. */
export async function wakeLessonEnd(): Promise<void> {
  await aroundWords()
  const end = document.querySelector<HTMLElement>('.lesson-end')
  if (end === null) return
  const lesson = end.dataset.lesson ?? ''
  const scenes = (end.dataset.scenes ?? '').split(' ')
  const { answers = {} } = loadProgress()[lesson] ?? {}
  document.querySelectorAll('details.recall').forEach((details, at) => {
    if (details instanceof HTMLDetailsElement) askBack(details, lesson, at + 1, answers[at + 1] ?? {})
  })
  markExercises()
  wakeBox(end, lesson, scenes)
}

/** Marks the exercises that were passed in this browser. */
function markExercises(): void {
  const attempts = loadAttempts()
  for (const row of document.querySelectorAll<HTMLElement>('[data-exercise]')) {
    const done = row.querySelector<HTMLElement>('.done')
    if (done !== null) done.hidden = attempts.get(row.dataset.exercise ?? '')?.isDone !== true
  }
}

function wakeBox(end: HTMLElement, lesson: string, scenes: readonly string[]): void {
  const box = end.querySelector('input')
  const told = end.querySelector('p')
  if (box === null || told === null) return
  const draw = (progress: Progress) => {
    box.checked = isDone(progress[lesson], scenes)
    const built = builtOf(progress[lesson], scenes)
    told.textContent = built === 0 ? '' : `${words.progress.built(built, scenes.length)}.`
  }
  const look = () => void withBuilt({ [lesson]: scenes }).then(draw)
  draw(loadProgress())
  look()
  // Scenes are built while the page is open: the box is looked at again when it comes into view, and once what was built last has been kept.
  new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return
    look()
    setTimeout(look, keptAfterMs)
  }).observe(end)
  box.addEventListener('change', () => draw(changeProgress((progress) => withMark(progress, lesson, box.checked))))
}

/** Puts room for an answer before the fold, and after it what the reader thinks of theirs. */
function askBack(details: HTMLDetailsElement, lesson: string, at: number, before: Answer): void {
  const summary = details.querySelector('summary')
  if (summary === null) return
  const keep = (answer: Answer) => void changeProgress((progress) => withAnswer(progress, lesson, at, answer))
  const label = document.createElement('label')
  label.className = 'recall-question'
  label.append(...summary.childNodes)
  const own = document.createElement('textarea')
  own.rows = 2
  own.maxLength = longestAnswer
  own.value = before.text ?? ''
  own.placeholder = words.progress.yourAnswer
  own.addEventListener('change', () => keep({ text: own.value }))
  label.append(own)
  summary.textContent = words.progress.compare
  const verdict = document.createElement('p')
  verdict.className = 'recall-verdict'
  const choices = [
    { had: true, text: words.progress.hadIt },
    { had: false, text: words.progress.comeBack },
  ].map(({ had, text }) => ({
    had,
    button: Object.assign(document.createElement('button'), { type: 'button', textContent: text }),
  }))
  const press = (had: boolean | undefined) => {
    for (const choice of choices) choice.button.setAttribute('aria-pressed', String(choice.had === had))
  }
  for (const { had, button } of choices)
    button.addEventListener('click', () => {
      press(had)
      keep({ had })
    })
  press(before.had)
  verdict.append(...choices.map(({ button }) => button))
  details.append(verdict)
  details.before(label)
  details.classList.add('answered')
}
