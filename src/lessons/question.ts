import { withPrediction } from '../state/progress.ts'
import { changeProgress, loadProgress } from '../state/progress-store.ts'
import { itemsOf, orderedWords, restoreOrder, wakeOrder, wordsOf } from './ordering.ts'

/**
 * Predictions outside scenes: keeps what the reader says, brings it back, and puts it beside the answer when that is unfolded. Nothing has to be
 * answered before the answer can be seen.
 */
export function wakeQuestions(): void {
  const lesson = document.querySelector<HTMLElement>('[data-lesson]')?.dataset.lesson ?? ''
  const { predictions = {} } = loadProgress()[lesson] ?? {}
  for (const section of document.querySelectorAll<HTMLElement>('.predict[data-at]')) {
    if (section.dataset.awake === 'yes') continue
    section.dataset.awake = 'yes'
    const keep = () => {
      const place = Number(section.dataset.at)
      changeProgress((progress) => withPrediction(progress, lesson, place, saidIn(section)))
      compare(section)
    }
    section.addEventListener('change', keep)
    section.querySelector('details.reveal')?.addEventListener('toggle', () => compare(section))
    const list = section.querySelector('ol.order')
    if (list instanceof HTMLElement) wakeOrder(list, keep)
    // Somebody may have chosen before this had come.
    const said = predictions[section.dataset.at ?? '']
    if (saidIn(section).length > 0) keep()
    else if (said !== undefined) restore(section, said)
    compare(section)
  }
}

/** What the reader says: the words of the choice, the lines in their order, or each card with its bin; nothing where nothing was touched. */
function saidIn(section: HTMLElement): readonly string[] {
  const cards = cardsOf(section)
  if (cards.length > 0) return cards.flatMap((card) => (card.bin === undefined ? [] : [`${card.name}: ${card.bin}`]))
  const chosen = chosenIn(section)
  return chosen === null ? orderedWords(section) : [wordsOf(chosen.parentElement)]
}

function restore(section: HTMLElement, said: readonly string[]): void {
  for (const { name, inputs } of cardsOf(section))
    for (const input of inputs) if (said.includes(`${name}: ${input.value}`)) input.checked = true
  for (const input of section.querySelectorAll<HTMLInputElement>('.options input'))
    if (wordsOf(input.parentElement) === said[0]) input.checked = true
  restoreOrder(section, said)
}

/** Says beside the answer what was said before it. */
function compare(section: HTMLElement): void {
  const line = section.querySelector<HTMLElement>('.said-before')
  if (line === null || saidIn(section).length === 0) return
  line.hidden = false
  if (cardsOf(section).length > 0) compareCards(section, line)
  else compareWords(section, line)
}

function compareWords(section: HTMLElement, line: HTMLElement): void {
  const chosen = chosenIn(section)
  const agrees =
    chosen === null
      ? itemsOf(section.querySelector('ol.order') ?? section).every((item, at) => item.dataset.right === String(at + 1))
      : chosen.dataset.right === 'yes'
  const { said = '', agrees: asItIs = '', differs = '', certain = '' } = line.dataset
  const isCertain = section.querySelector('.sure input[value="certain"]:checked') !== null
  mark(line, agrees)
  line.textContent = [
    said,
    `${saidIn(section).join(' → ')}.`,
    agrees ? asItIs : differs,
    ...(isCertain && !agrees ? [certain] : []),
  ].join(' ')
  for (const reply of section.querySelectorAll<HTMLElement>('.reply'))
    reply.classList.toggle('is-said', reply.dataset.for === chosen?.value)
}

function compareCards(section: HTMLElement, line: HTMLElement): void {
  const cards = cardsOf(section).filter(({ bin }) => bin !== undefined)
  const { count = '', agrees = '', differs = '' } = line.dataset
  const rows = [...(section.querySelector('.reveal table')?.querySelectorAll('tbody tr') ?? [])]
  const judged = cards.flatMap(({ name, bin }) => {
    const cells = rows.map((row) => row.querySelectorAll('td'))
    const cell = cells.find(([card]) => card?.textContent?.trim() === name)?.[1]
    if (cell === undefined) return []
    const before = cell.querySelector<HTMLElement>('.card-said')
    before?.remove()
    const isRight = cell.textContent?.trim() === bin
    const note = before ?? document.createElement('span')
    note.className = 'card-said'
    mark(note, isRight)
    note.textContent = isRight ? agrees : `${differs}: ${bin}`
    cell.append(note)
    return [isRight]
  })
  const right = judged.filter((isRight) => isRight).length
  mark(line, right === judged.length)
  line.textContent = count.replace('{right}', String(right)).replace('{all}', String(judged.length))
}

function mark(element: HTMLElement, agrees: boolean): void {
  element.classList.toggle('agrees', agrees)
  element.classList.toggle('differs', !agrees)
}

function chosenIn(section: HTMLElement): HTMLInputElement | null {
  return section.querySelector<HTMLInputElement>('.options input:checked')
}

/** The cards of a sorting, with the bin that the reader has put each into. */
function cardsOf(section: HTMLElement): readonly {
  readonly name: string
  readonly bin: string | undefined
  readonly inputs: readonly HTMLInputElement[]
}[] {
  return [...section.querySelectorAll<HTMLElement>('fieldset.card')].map((card) => {
    const inputs = [...card.querySelectorAll('input')]
    return { name: card.dataset.card ?? '', bin: inputs.find(({ checked }) => checked)?.value, inputs }
  })
}
