import { FitAddon } from '@xterm/addon-fit'
import { type ITheme, Terminal } from '@xterm/xterm'
import { dueAt, type Frame, playMs, shownUntil } from './frames.ts'

/** What stands where one types: what comes before it, the text, and where in it the cursor is. */
export interface Prompted {
  readonly prompt: string
  readonly text: string
  readonly at: number
}

/** Frames that are drawn one after the other. */
interface Playing {
  readonly frames: readonly Frame[]
  readonly rest: readonly Frame[]
  /** When the first was due, by the page's clock. */
  readonly began: number
  /** Up to which of their times they are shown. */
  readonly shownMs: number
  readonly timer: ReturnType<typeof setInterval>
  /** Hears that all of them are there, or that nobody looks any more. */
  readonly ended: () => void
}

/** How often a frame is drawn, at most. */
const frameMs = 40
/** Lines that can be scrolled back to. */
const scrollback = 3000

/**
 * A terminal on the page: what was printed, and below it the line that is typed, which is drawn anew with every key. Knows nothing of shells.
 */
export class Screen {
  readonly #terminal: Terminal
  readonly #fit = new FitAddon()
  #drawn: Prompted | undefined
  /** Rows below the first of the drawn line at which the cursor stands. */
  #row = 0
  /** Frames that are still to be drawn, and the line that is typed, for after them. */
  #playing: Playing | undefined
  #waiting: Prompted | undefined

  /** `typed` is called with what was typed or pasted, in the characters that terminals send. */
  constructor(options: {
    readonly theme: ITheme
    readonly font: string
    readonly size: number
    readonly readAloud: boolean
  }) {
    this.#terminal = new Terminal({
      convertEol: true,
      cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      fontFamily: options.font,
      fontSize: options.size,
      lineHeight: 1.25,
      minimumContrastRatio: 4.5,
      screenReaderMode: options.readAloud,
      scrollback,
      theme: options.theme,
    })
    this.#terminal.loadAddon(this.#fit)
  }

  /** Puts it on the page. `typed` hears what is typed or pasted; `keys` each key before that, and may keep it: true lets it through. */
  open(place: HTMLElement, typed: (sent: string) => void, keys: (event: KeyboardEvent) => boolean): void {
    this.#terminal.onData(typed)
    this.#terminal.attachCustomKeyEventHandler(keys)
    this.#terminal.open(place)
    this.fit()
  }

  dispose(): void {
    this.#stop()
    this.#terminal.dispose()
  }

  focus(): void {
    this.#terminal.focus()
  }

  get columns(): number {
    return this.#terminal.cols
  }

  get rows(): number {
    return this.#terminal.rows
  }

  /** Text that is selected with the pointer; empty where there is none. */
  get selected(): string {
    return this.#terminal.getSelection()
  }

  set theme(theme: ITheme) {
    this.#terminal.options.theme = theme
  }

  set readAloud(is: boolean) {
    this.#terminal.options.screenReaderMode = is
  }

  /** Fills its place anew, which has another size. */
  fit(): void {
    const drawn = this.#drawn
    this.#erase()
    this.#fit.fit()
    if (drawn !== undefined) this.prompt(drawn)
  }

  /** Takes all away. */
  clear(): void {
    this.#stop()
    this.#drawn = undefined
    this.#row = 0
    this.#terminal.reset()
  }

  /** Prints, above the line that is typed. What is being played is there at once. */
  print(text: string): void {
    this.#finish()
    this.#erase()
    this.#terminal.write(text)
  }

  /**
   * Prints one frame after the other, as their times are, though in no more than a few seconds; at once where motion is not wanted. `ended` hears when all
   * are there, or when the screen was given to something else.
   */
  play(frames: readonly Frame[], ended: () => void = () => {}): void {
    this.#finish()
    this.#erase()
    const timer = setInterval(() => this.#playOn(), frameMs)
    this.#playing = { frames, rest: frames, began: performance.now(), shownMs: 0, timer, ended }
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) this.#finish()
  }

  get isPlaying(): boolean {
    return this.#playing !== undefined
  }

  /** Ctrl-C: what is being played stands still where it is, and ends there. Gives the time up to which it is shown; undefined where all is shown. */
  halt(): number | undefined {
    this.#playOn()
    if (this.#playing === undefined) return undefined
    const { timer, shownMs } = this.#playing
    clearInterval(timer)
    this.#playing = undefined
    this.#waiting = undefined
    this.#terminal.write('^C')
    return shownMs
  }

  #playOn(): void {
    if (this.#playing === undefined) return
    const { frames, rest, began } = this.#playing
    const nowMs = performance.now() - began
    const { due, left } = dueAt(frames, rest, nowMs)
    this.#terminal.write(due)
    this.#playing = { ...this.#playing, rest: left, shownMs: shownUntil(frames, nowMs) }
    if (left.length === 0 || nowMs > playMs) this.#finish()
  }

  /** Prints what is left of what is being played. */
  #finish(): void {
    const rest = this.#playing?.rest
    if (rest === undefined) return
    const next = this.#waiting
    this.#terminal.write(rest.map((frame) => frame.text).join(''))
    this.#stop()
    if (next !== undefined) this.prompt(next)
  }

  #stop(): void {
    const playing = this.#playing
    clearInterval(playing?.timer)
    this.#playing = undefined
    this.#waiting = undefined
    playing?.ended()
  }

  /** Draws the line that is typed; without one, there is none. */
  prompt(next: Prompted | undefined): void {
    if (this.#playing !== undefined) {
      this.#waiting = next
      return
    }
    this.#erase()
    if (next === undefined) return
    const { prompt, text, at } = next
    const columns = this.columns
    const before = widthOf(prompt)
    const end = place(before, text, text.length, columns)
    const cursor = place(before, text, at, columns)
    // At the edge a terminal goes to the next row only with the next character.
    const edge = end.column === 0 && end.row > 0 ? '\r\n' : ''
    const up = end.row - cursor.row
    const back = `\r${up > 0 ? `\x1b[${up}A` : ''}${cursor.column > 0 ? `\x1b[${cursor.column}C` : ''}`
    this.#terminal.write(`\x1b[1;36m${prompt}\x1b[0m${text}${edge}${back}`)
    this.#drawn = next
    this.#row = cursor.row
  }

  #erase(): void {
    if (this.#drawn === undefined) return
    this.#terminal.write(`\r${this.#row > 0 ? `\x1b[${this.#row}A` : ''}\x1b[J`)
    this.#drawn = undefined
    this.#row = 0
  }
}

/** Where the character at an offset stands, in cells from the start of the prompt. */
function place(
  before: number,
  text: string,
  at: number,
  columns: number,
): { readonly row: number; readonly column: number } {
  let row = Math.floor(before / columns)
  let column = before % columns
  for (const letter of text.slice(0, at)) {
    if (letter === '\n') {
      row += 1
      column = 0
      continue
    }
    const width = widthOf(letter)
    if (column + width > columns) {
      row += 1
      column = 0
    }
    column += width
    if (column === columns) {
      row += 1
      column = 0
    }
  }
  return { row, column }
}

/** Cells that a text takes: two for East Asian characters and pictures. */
function widthOf(text: string): number {
  return [...text].reduce(
    (sum, letter) =>
      sum +
      (/\p{Mark}/u.test(letter)
        ? 0
        : /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
              letter,
            )
          ? 2
          : 1),
    0,
  )
}
