import { builtOf, isDone, joined, type Progress, progressFile, readProgressFile } from '../state/progress.ts'
import { changeProgress, forgetProgress, loadProgress, withBuilt } from '../state/progress-store.ts'
import { aroundWords } from '../words/fetch.ts'
import { words } from '../words/words.ts'
import { download } from '../workbench/saving/download.ts'

/** The largest file that is read, in bytes. */
const longestFile = 1_000_000

/** A lesson of the path as the page has it. */
interface Row {
  readonly element: HTMLElement
  readonly slug: string
  readonly scenes: readonly string[]
  readonly minutes: number
  readonly title: string
  readonly href: string
}

/** Says at each lesson of the path what is done of it, and above the path how far the reader has come and where to go on. */
class PathProgress extends HTMLElement {
  #rows: readonly Row[] = []

  connectedCallback(): void {
    this.#rows = rowsOfPage()
    this.querySelector('.keeping')?.removeAttribute('hidden')
    this.#draw(loadProgress())
    void withBuilt(Object.fromEntries(this.#rows.map(({ slug, scenes }) => [slug, scenes]))).then((progress) =>
      this.#draw(progress),
    )
    for (const button of this.querySelectorAll<HTMLElement>('[data-act]'))
      button.addEventListener('click', () => this.#act(button.dataset.act))
    this.#file?.addEventListener('change', () => void this.#bringBack())
  }

  get #file(): HTMLInputElement | null {
    return this.querySelector('input')
  }

  #draw(progress: Progress): void {
    for (const row of this.#rows) drawState(row, progress)
    const begun = this.#rows.filter((row) => stateText(row, progress) !== '')
    const done = this.#rows.filter((row) => isDone(progress[row.slug], row.scenes))
    const part = this.querySelector<HTMLElement>('.so-far')
    if (part === null) return
    part.hidden = begun.length === 0
    if (begun.length === 0) return
    const left = this.#rows.filter((row) => !done.includes(row))
    const minutes = left.reduce((sum, row) => sum + row.minutes, 0)
    write(part, '.told', toldText(done.length, this.#rows.length, minutes))
    part.querySelector('.bar')?.replaceChildren(...this.#rows.map((row) => barPiece(row, progress)))
    const link = part.querySelector('a')
    const next = left[0]
    if (link !== null && link.parentElement !== null) {
      link.parentElement.hidden = next === undefined
      link.href = next?.href ?? ''
      link.textContent = next === undefined ? '' : words.progress.goOn(next.title)
    }
  }

  #act(what: string | undefined): void {
    if (what === 'export') {
      download(new Blob([progressFile(loadProgress())], { type: 'application/json' }), 'layerwise-progress.json')
      this.#say(words.progress.saved)
    } else if (what === 'import') this.#file?.click()
    else this.#forget()
  }

  /** Asks once more before it forgets. */
  #forget(): void {
    const button = this.querySelector<HTMLElement>('[data-act=forget]')
    if (button === null) return
    if (button.dataset.sure !== 'asked') {
      button.dataset.sure = 'asked'
      button.textContent = words.progress.forgetSure
      this.#say(words.progress.forgetsWhat)
      return
    }
    delete button.dataset.sure
    button.textContent = words.progress.startOver
    forgetProgress()
    this.#draw({})
    this.#say(words.progress.forgotten)
  }

  async #bringBack(): Promise<void> {
    const file = this.#file?.files?.[0]
    if (file === undefined) return
    const read = file.size > longestFile ? undefined : readProgressFile(await file.text())
    if (this.#file !== null) this.#file.value = ''
    if (read === undefined) {
      this.#say(words.progress.noProgress)
      return
    }
    this.#draw(changeProgress((progress) => joined(progress, read)))
    this.#say(words.progress.together)
  }

  #say(text: string): void {
    write(this, '.said', text)
  }
}

function rowsOfPage(): readonly Row[] {
  return [...document.querySelectorAll<HTMLElement>('[data-lesson]')].map((element) => {
    const link = element.querySelector('a')
    return {
      element,
      slug: element.dataset.lesson ?? '',
      scenes: (element.dataset.scenes ?? '').split(' ').filter((id) => id !== ''),
      minutes: Number(element.dataset.minutes),
      title: link?.textContent ?? '',
      href: link?.href ?? '',
    }
  })
}

function drawState(row: Row, progress: Progress): void {
  const line = row.element.querySelector<HTMLElement>('.state')
  if (line === null) return
  const text = stateText(row, progress)
  line.hidden = text === ''
  line.textContent = text
  line.toggleAttribute('data-done', isDone(progress[row.slug], row.scenes))
}

function stateText({ slug, scenes }: Row, progress: Progress): string {
  if (isDone(progress[slug], scenes)) return words.progress.done
  const built = builtOf(progress[slug], scenes)
  return built === 0 ? '' : words.progress.built(built, scenes.length)
}

function toldText(done: number, all: number, minutes: number): string {
  if (done === all) return words.progress.allDone(all)
  return words.progress.soFar(done, all, minutes)
}

function barPiece({ slug, scenes }: Row, progress: Progress): HTMLElement {
  const piece = document.createElement('span')
  const share = isDone(progress[slug], scenes) ? 1 : builtOf(progress[slug], scenes) / Math.max(1, scenes.length)
  piece.style.setProperty('--share', `${Math.round(share * 100)}%`)
  return piece
}

function write(within: Element, selector: string, text: string): void {
  const element = within.querySelector(selector)
  if (element !== null) element.textContent = text
}

void aroundWords().then(() => customElements.define('path-progress', PathProgress))
