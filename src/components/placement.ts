import { withMark } from '../state/progress.ts'
import { changeProgress } from '../state/progress-store.ts'
import { aroundWords } from '../words/fetch.ts'
import { words } from '../words/words.ts'

/** A question of the page, and whether what was chosen is right; undefined where nothing was chosen. */
interface Asked {
  readonly field: HTMLFieldSetElement
  readonly isRight: boolean | undefined
}

/** Tells from the answers at which lesson to begin: the first of the path whose question was not answered, or otherwise than the engine does. */
class PlacementQuiz extends HTMLElement {
  connectedCallback(): void {
    this.querySelector('form')?.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#tell()
    })
    this.querySelector('[data-mark]')?.addEventListener('click', () => this.#mark())
  }

  #asked(): readonly Asked[] {
    return [...this.querySelectorAll('fieldset')].map((field) => {
      const chosen = field.querySelector<HTMLInputElement>('input:checked')
      return { field, isRight: chosen === null ? undefined : chosen.value === field.dataset.right }
    })
  }

  #tell(): void {
    const asked = this.#asked()
    for (const one of asked) drawVerdict(one)
    const first = asked.find(({ isRight }) => isRight !== true)?.field.dataset
    const result = this.querySelector<HTMLElement>('.result')
    const link = result?.querySelector<HTMLAnchorElement>('a.action')
    const told = result?.querySelector('.told')
    const mark = result?.querySelector<HTMLElement>('[data-mark]')
    if (!result || !link || !told || !mark) return
    const known = asked.filter(({ isRight }) => isRight === true).length
    told.textContent = toldText(known, asked.length)
    link.textContent = first?.title ?? words.placing.openThePlayground
    link.lang = first?.lang ?? document.documentElement.lang
    link.href = first?.href ?? this.dataset.onward ?? ''
    mark.hidden = known === 0
    result.hidden = false
    result.focus()
  }

  /** Lessons whose question was answered as the engine does are done. */
  #mark(): void {
    const known = this.#asked().flatMap(({ field, isRight }) => (isRight === true ? [field.dataset.lesson ?? ''] : []))
    changeProgress((progress) => known.reduce((so, lesson) => withMark(so, lesson, true), progress))
    const said = this.querySelector('.said')
    if (said !== null) said.textContent = words.placing.tickedOff(known.length)
  }
}

function toldText(known: number, all: number): string {
  if (known === all) return words.placing.knowsAll
  if (known === 0) return words.placing.knowsNone
  return words.placing.knows(known, all)
}

function drawVerdict({ field, isRight }: Asked): void {
  const line = field.querySelector<HTMLElement>('.verdict')
  const details = field.querySelector('details')
  if (line === null || details === null) return
  const { notAnswered, asTheEngine, otherwise } = words.placing
  line.hidden = false
  line.toggleAttribute('data-knows', isRight === true)
  line.textContent = isRight === undefined ? notAnswered : isRight ? asTheEngine : otherwise
  details.open = isRight !== true
}

void aroundWords().then(() => customElements.define('placement-quiz', PlacementQuiz))
