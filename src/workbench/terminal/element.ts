import xtermStyle from '@xterm/xterm/css/xterm.css?inline'
import { html, nothing, type PropertyDeclarations, type TemplateResult, unsafeCSS } from 'lit'
import { nodeName } from '../../engine/registry-views.ts'
import { readsAloud, setReadsAloud } from '../../terminal/reading.ts'
import { Screen } from '../../terminal/screen.ts'
import { themeAt, whenThemeTurns } from '../../terminal/theme.ts'
import { words } from '../../words/words.ts'
import { copyText } from '../clipboard.ts'
import { icon } from '../icons.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { type Entry, type ShellView, shellOf, shellsAtMost, transcriptOf } from './shells.ts'
import { terminalStyle } from './style.ts'
import { Typist } from './typist.ts'
import {
  closeShell,
  interruptShell,
  noteWindow,
  openShell,
  openTerminal,
  passTime,
  runInTerminal,
  seeShell,
  showShell,
} from './verbs.ts'
import { hintOf, labelOf, suggestionsOf } from './view.ts'

/** How long to wait before looking again at what is in the foreground: at least, at most, and in times of how long the last look took. */
const look = { leastMs: 400, mostMs: 6000, times: 4 }

/** A terminal on the project's machine: shells, what is said of them, a transcript in plain text. */
class TerminalPane extends Pane {
  static override readonly properties: PropertyDeclarations = {
    bench: { attribute: false },
    ready: { state: true },
    read: { state: true },
    aloud: { state: true },
  }
  /** The screen is drawn. */
  declare ready: boolean
  /** The transcript is unfolded. */
  declare read: boolean
  declare aloud: boolean
  #screen: Screen | undefined
  #typist: Typist | undefined
  /** What the screen shows: a shell, and how much of it. */
  #shown = { id: 0, cleared: 0, count: 0 }
  #completed = 0
  /** Escape was pressed: Tab leads out. */
  #leaving = false
  #looking: ReturnType<typeof setTimeout> | undefined
  #asked = 0
  #ends: (() => void)[] = []

  constructor() {
    super()
    this.ready = false
    this.read = false
    this.aloud = readsAloud()
  }

  static override readonly styles = [shared, unsafeCSS(xtermStyle), terminalStyle]

  override connectedCallback(): void {
    super.connectedCallback()
    void this.updateComplete.then(() => this.#begin())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#looking)
    this.#looking = undefined
    for (const end of this.#ends) end()
    this.#ends = []
    this.#screen?.dispose()
    this.#screen = undefined
    this.#shown = { id: 0, cleared: 0, count: 0 }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return nothing
    if (state.asking === 'open') return html`<p class="muted">${words.shells.answerTheQuestionFirstOrSkip}</p>`
    const { terminal } = state
    const shell = shellOf(terminal)
    const hint = hintOf(state, shell)
    return html`<div class="shells">
        <div class="names" role="group" aria-label=${words.shells.shells}>
          ${(terminal?.shells ?? []).map(
            (one) =>
              html`<button aria-pressed=${one.id === terminal?.shown ? 'true' : 'false'} @click=${() => this.#show(one.id)}>${labelOf(one)}</button>`,
          )}
        </div>
        <p class="hint ${hint.isWrong ? 'wrong' : ''}">${hint.isWrong ? icon('error') : nothing} ${hint.text}</p>
        <span class="new">
          <button ?disabled=${(terminal?.shells.length ?? 0) >= shellsAtMost} @click=${() => this.#open()}>${words.shells.newShell}</button>
          <select aria-label=${words.shells.onWhichComputerTheNewShell}>
            <option value="">${words.shells.onTheLaptop}</option>
            ${nodesOffered.map((name) => html`<option value=${name}>${words.shells.on(name)}</option>`)}
          </select>
        </span>
        ${
          shell !== undefined && (terminal?.shells.length ?? 0) > 1
            ? html`<button @click=${() => this.#close(shell)}>${words.shells.closeShell(shell.id)}</button>`
            : nothing
        }
      </div>
      <div class="try" role="group" aria-label=${words.shells.commandsToRun}>
        <span class="muted">${words.shells.try}</span>
        ${suggestionsOf(state, shell).map((line) => html`<button title=${words.shells.runThis} @click=${() => this.#run(line)}>${line}</button>`)}
      </div>
      <div class="screen" @keydown=${this.#keepKey} @paste=${this.#allowPaste}></div>
      <div class="keys" role="group" aria-label=${words.shells.keys}>
        ${keys.map(([name, label, sent]) => html`<button aria-label=${words.shells.keyNames[name]} @click=${() => this.#press(sent)}>${label}</button>`)}
      </div>
      <div class="below">
        <span><kbd>Esc</kbd> ${words.shells.thenPress} <kbd>Tab</kbd> ${words.shells.leavesTheTerminal} <kbd>Tab</kbd> ${words.shells.completes}</span>
        <label><input type="checkbox" .checked=${this.aloud} @change=${this.#setAloud} /> ${words.shells.readOutputAloudWithAScreen}</label>
      </div>
      <details @toggle=${(event: Event) => (this.read = event.target instanceof HTMLDetailsElement && event.target.open)}>
        <summary>${words.shells.allOfThisShellAsText}</summary>
        ${this.read && shell !== undefined ? this.#transcript(shell) : nothing}
      </details>`
  }

  #transcript(shell: ShellView): TemplateResult {
    const text = transcriptOf(shell)
    return html`<div class="transcript">
      <button @click=${() => void copyText(this.bench, text, words.shells.theTextOfTheShell)}>${words.shells.copy}</button>
      <pre tabindex="0" role="region" aria-label=${words.shells.textOfShell(shell.id)}>${text === '' ? words.shells.nothingYet : text}</pre>
    </div>`
  }

  protected override updated(): void {
    const { bench, state } = this
    if (bench === undefined || state === undefined || state.asking === 'open') return
    if (state.terminal === undefined) openTerminal(bench)
    if (this.#screen === undefined) void this.#begin()
    else this.#draw()
    this.#lookLater()
  }

  /** Puts the screen on the page, once its font is there to be measured. */
  async #begin(): Promise<void> {
    const place = this.renderRoot.querySelector<HTMLElement>('.screen')
    const { bench } = this
    if (place === null || bench === undefined || this.#screen !== undefined) return
    const font = getComputedStyle(this).getPropertyValue('--font-mono')
    const size = innerWidth < 640 ? 12 : 13.5
    const screen = new Screen({ theme: themeAt(place), font, size, readAloud: this.aloud })
    this.#screen = screen
    const typist = new Typist(bench, screen)
    this.#typist = typist
    await document.fonts.load(`${size}px ${font}`).catch(() => [])
    if (this.#screen !== screen) return screen.dispose()
    screen.open(
      place,
      (sent) => typist.take(sent),
      (event) => this.#letsKeyIn(event),
    )
    const watch = new ResizeObserver(() => {
      screen.fit()
      noteWindow(bench, { columns: screen.columns, rows: screen.rows })
    })
    watch.observe(place)
    this.#ends = [() => watch.disconnect(), whenThemeTurns(() => (screen.theme = themeAt(place)))]
    this.ready = true
    this.#draw()
  }

  /** Brings the screen to what the shell says. */
  #draw(): void {
    const { bench } = this
    const screen = this.#screen
    const shell = shellOf(this.state?.terminal)
    if (screen === undefined || shell === undefined || bench === undefined || !this.ready) return
    const { id, cleared, count } = this.#shown
    const isSame = id === shell.id && cleared === shell.cleared
    if (!isSame) screen.clear()
    const fresh = shell.count - (isSame ? count : 0)
    const entries = fresh === 0 ? [] : shell.entries.slice(-fresh)
    for (const entry of entries) {
      if (isSame && entry.kind === 'output' && entry.frames !== undefined)
        screen.play(entry.frames, () => seeShell(bench, id))
      else screen.print(printed(entry))
    }
    this.#shown = { id: shell.id, cleared: shell.cleared, count: shell.count }
    if (shell.drawing === 'going' && !screen.isPlaying) seeShell(bench, shell.id)
    const { completion } = shell
    if (completion !== undefined && isSame && completion.serial !== this.#completed) this.#typist?.complete(shell)
    this.#completed = completion?.serial ?? 0
    this.#typist?.draw()
  }

  /** While a container is in the foreground of a shell, time passes on the machine, and what is new is asked for: the slower, the longer that takes. */
  #lookLater(): void {
    const { bench, state } = this
    if (bench === undefined || this.#looking !== undefined || !this.isConnected) return
    const shells = state?.terminal?.shells ?? []
    const attached = shells.filter(({ standing }) => standing === 'attached')
    if (attached.length === 0 || isDrawing(shells)) return
    const took = Math.max(0, Date.now() - this.#asked)
    const waitMs = this.#asked === 0 ? look.leastMs : Math.min(look.mostMs, Math.max(look.leastMs, look.times * took))
    this.#looking = setTimeout(() => {
      this.#looking = undefined
      this.#asked = Date.now()
      const isHeld = isDrawing(this.state?.terminal?.shells ?? [])
      if (!document.hidden && !isHeld) for (const { id } of attached) passTime(bench, id)
      else this.#lookLater()
    }, waitMs)
  }

  /** Keys that are the browser's, or the page's, though the screen has the focus. */
  #letsKeyIn(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown') return true
    const { key, ctrlKey, shiftKey, metaKey } = event
    if (key === 'Tab' && this.#leaving) return false
    if (key !== 'Shift') this.#leaving = key === 'Escape'
    if (key === 'Escape' || metaKey) return false
    if (ctrlKey && (key === 'v' || key === 'Enter')) return false
    if (ctrlKey && key.toLowerCase() === 'c' && (shiftKey || this.#screen?.selected !== '')) {
      void copyText(this.bench, this.#screen?.selected ?? '', words.shells.whatIsSelected)
      return false
    }
    return true
  }

  /** Letters with Ctrl are the shell's here: the page must not take them for its own. */
  readonly #keepKey = (event: KeyboardEvent): void => {
    if (!event.metaKey && event.key !== 'Enter') event.stopPropagation()
    if (event.key === 'Enter' && !event.ctrlKey) event.stopPropagation()
  }

  readonly #allowPaste = (event: Event): void => event.stopPropagation()

  readonly #setAloud = (): void => {
    this.aloud = !this.aloud
    setReadsAloud(this.aloud)
    if (this.#screen !== undefined) this.#screen.readAloud = this.aloud
  }

  #press(sent: string): void {
    this.#typist?.take(sent)
    this.#screen?.focus()
  }

  #run(line: string): void {
    if (this.bench !== undefined) runInTerminal(this.bench, line)
    this.#screen?.focus()
  }

  #show(id: number): void {
    if (this.bench !== undefined) showShell(this.bench, id)
    this.#screen?.focus()
  }

  #open(): void {
    const host = this.renderRoot.querySelector('select')?.value ?? ''
    if (this.bench !== undefined) openShell(this.bench, host === '' ? undefined : host)
    this.#screen?.focus()
  }

  #close({ id, standing }: ShellView): void {
    const { bench } = this
    if (bench === undefined) return
    if (standing === 'attached') interruptShell(bench, id)
    closeShell(bench, id)
    this.#screen?.focus()
  }
}

/** Nodes that are offered beside the laptop; the registry has a shell for each node of its fleet. */
const nodesOffered = Array.from({ length: 10 }, (_, at) => nodeName(at))

/** Whether a line is drawn that Ctrl-C can stop, or may be at once: what is asked of the machine meanwhile would end that. */
function isDrawing(shells: readonly ShellView[]): boolean {
  return shells.some(({ drawing, standing }) => drawing !== undefined || standing === 'running')
}

/** Keys that a phone has not. */
const keys = [
  ['complete', 'Tab', '\t'],
  ['before', '↑', '\x1b[A'],
  ['after', '↓', '\x1b[B'],
  ['interrupt', 'Ctrl C', '\x03'],
] as const

/** What is written on the screen for an entry. */
function printed(entry: Entry): string {
  switch (entry.kind) {
    case 'line':
      return `\x1b[1;36m${entry.prompt}\x1b[0m${entry.text}\n`
    case 'output':
      return entry.text.endsWith('\n') ? entry.text : `${entry.text}\n`
    case 'note':
      return `\x1b[33m! ${entry.text}\x1b[0m\n`
  }
}

define('layerwise-terminal', TerminalPane)
