import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { withFile } from '../../state/files.ts'
import { filesInFiles } from '../../state/paths.ts'
import type { Project } from '../../state/project.ts'
import { dialogStyle } from '../dialog.ts'
import { define } from '../pane.ts'
import { shared } from '../styles.ts'
import { type Dropped, droppedIn, findingOfEntries, findingOfFiles } from './folder.ts'
import { type Finding, withoutTop } from './found.ts'
import { dockerfilesIn, type Intake, takeIn } from './intake.ts'
import { type Missing, missingSources, standIn } from './missing.ts'
import './missing-element.ts'
import { words } from '../../words/words.ts'
import { intakeLines, pastedFiles, pasteProblem } from './view.ts'
import { readZip } from './zip.ts'

/** An archive of more bytes is not read. */
const archiveAtMost = 500_000_000

/** What the dialog shows. */
type Phase =
  | { readonly kind: 'choose'; readonly problem?: string }
  | { readonly kind: 'reading'; readonly text: string }
  | {
      readonly kind: 'review'
      readonly finding: Finding | undefined
      readonly intake: Intake
      readonly dockerfiles: readonly string[]
      readonly dockerfile: string
      readonly missing: readonly Missing[]
    }

/** Opens a folder, an archive or a text as a project: says what it found, offers stand-ins for what is missing, and changes nothing before it is told to. */
class ImportDialog extends LitElement {
  static override readonly properties = { phase: { state: true } }
  declare phase: Phase
  /** Takes the project that was made. */
  opened: (project: Project) => void = () => {}
  #work = new AbortController()

  constructor() {
    super()
    this.phase = { kind: 'choose' }
  }

  static override readonly styles = [
    shared,
    dialogStyle,
    css`
      dialog {
        width: min(44rem, calc(100vw - 2rem));
      }
      .drop {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-4);
        border: 1px dashed var(--rule-strong);
        border-radius: var(--radius);
      }
      .drop p {
        flex: 1 1 14rem;
      }
      textarea,
      .named input,
      .named select {
        width: 100%;
        padding: var(--space-2);
        border: 1px solid var(--rule-strong);
        border-radius: var(--radius);
        background: var(--surface-code);
        color: var(--text-normal);
        font: var(--size-code) / 1.5 var(--font-mono);
      }
      textarea {
        min-height: 9rem;
        resize: vertical;
      }
      .paste {
        display: grid;
        gap: var(--space-1);
        margin-block-start: var(--space-4);
      }
      .named {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr));
        gap: var(--space-3);
        margin-block-end: var(--space-3);
      }
      .named label {
        font-size: var(--size-tiny);
        color: var(--text-muted);
      }
      .facts {
        padding-inline-start: 1.1rem;
        list-style: disc;
      }
      .refused {
        margin-block-start: var(--space-2);
      }
      .refused ul {
        max-height: 9rem;
        overflow: auto;
        padding-inline-start: 1.1rem;
        list-style: disc;
        font-size: var(--size-tiny);
        overflow-wrap: anywhere;
      }
      .problem:empty {
        display: none;
      }
      progress {
        width: 100%;
        accent-color: var(--color-cached);
      }
    `,
  ]

  /** Shows it, and reads at once what was dropped. */
  async show(dropped?: Dropped): Promise<void> {
    await this.updateComplete
    const dialog = this.renderRoot.querySelector('dialog')
    if (dialog?.open === false) dialog.showModal()
    if (dropped !== undefined) await this.#receive(dropped)
  }

  async #receive({ entries, files, text }: Dropped): Promise<void> {
    if (entries.length === 0 && files.length === 0) {
      const problem = pasteProblem(text)
      if (problem === undefined) this.#take(undefined, pastedFinding(text))
      else this.#fail(problem)
      return
    }
    if (entries.length === 0) return this.#received(findingOfFiles(files))
    this.phase = { kind: 'reading', text: words.importing.lookingThroughWhatWasDropped }
    const finding = await findingOfEntries(
      entries,
      (count) => this.#tell(words.importing.found(words.counts.files(count))),
      this.#work.signal,
    )
    await this.#received(finding)
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${this.#closed} @dragover=${allow} @drop=${this.#dropped}>
      <h2 id="title">${words.importing.openYourOwnFiles}</h2>
      ${this.#phase()}
    </dialog>`
  }

  #phase(): TemplateResult {
    const { phase } = this
    switch (phase.kind) {
      case 'choose':
        return this.#choice(phase.problem)
      case 'reading':
        return html`<p role="status">${phase.text}</p>
          <progress aria-label=${words.importing.reading}></progress>
          <div class="choices"><button @click=${this.#stop}>${words.marks.cancel}</button></div>`
      case 'review':
        return this.#review(phase)
    }
  }

  #choice(problem: string | undefined): TemplateResult {
    return html`<div class="drop">
        <p>${words.importing.dropAFolderAZipOr}</p>
        <button autofocus @click=${() => this.#pick('folder')}>${words.importing.chooseAFolder}</button>
        <button @click=${() => this.#pick('files')}>${words.importing.chooseFilesOrAZip}</button>
        <input id="folder" type="file" webkitdirectory hidden @change=${this.#picked} />
        <input id="files" type="file" multiple hidden @change=${this.#picked} />
      </div>
      <div class="paste">
        <label for="text">${words.importing.orPasteADockerfile}</label>
        <textarea id="text" spellcheck="false" autocomplete="off" autocapitalize="off" placeholder="FROM …"></textarea>
      </div>
      <p class="problem" role="alert">${problem ?? ''}</p>
      <div class="choices">
        <button class="main" @click=${this.#pasted}>${words.importing.openWhatIsPasted}</button>
        <button @click=${this.#close}>${words.marks.cancel}</button>
      </div>`
  }

  #review(phase: Extract<Phase, { readonly kind: 'review' }>): TemplateResult {
    const { intake, dockerfiles, dockerfile, finding } = phase
    return html`<form @submit=${this.#open}>
      <div class="named">
        <label>${words.importing.nameOfTheProject}<input id="name" required maxlength="90" autocomplete="off" .value=${finding?.name || words.importing.myDockerfile} /></label>
        ${
          dockerfiles.length < 2
            ? nothing
            : html`<label
                >Dockerfile
                <select @change=${(event: Event) => this.#choose(event)}>
                  ${dockerfiles.map((path) => html`<option value=${path} ?selected=${path === dockerfile}>${path}</option>`)}
                </select></label
              >`
        }
      </div>
      <ul class="facts">
        ${intakeLines(intake).map((line) => html`<li>${line}</li>`)}
        ${dockerfiles.length === 0 ? html`<li>${words.importing.thereIsNoDockerfileAmongThem}</li>` : nothing}
      </ul>
      ${
        intake.refused.length === 0
          ? nothing
          : html`<details class="refused">
              <summary>${words.importing.leftOut(words.counts.files(intake.refused.length))}</summary>
              <ul>
                ${intake.refused.slice(0, 200).map(({ path, why }) => html`<li><code>${path}</code>: ${why}</li>`)}
              </ul>
            </details>`
      }
      ${phase.missing.length === 0 ? nothing : html`<layerwise-missing .missing=${phase.missing}></layerwise-missing>`}
      <div class="choices">
        <button class="main" autofocus>${words.importing.openAsANewProject}</button>
        <button type="button" @click=${this.#again}>${words.importing.chooseOthers}</button>
        <button type="button" @click=${this.#close}>${words.marks.cancel}</button>
      </div>
    </form>`
  }

  #pick(which: 'folder' | 'files'): void {
    this.renderRoot.querySelector<HTMLInputElement>(`#${which}`)?.click()
  }

  readonly #picked = (event: Event): void => {
    const { target } = event
    if (target instanceof HTMLInputElement && target.files !== null && target.files.length > 0)
      void this.#received(findingOfFiles(target.files))
  }

  readonly #dropped = (event: DragEvent): void => {
    if (event.dataTransfer === null) return
    event.preventDefault()
    void this.show(droppedIn(event.dataTransfer))
  }

  readonly #pasted = (): void => {
    const text = this.renderRoot.querySelector<HTMLTextAreaElement>('#text')?.value ?? ''
    const problem = pasteProblem(text)
    if (problem === undefined) this.#take(undefined, pastedFinding(text))
    else this.phase = { kind: 'choose', problem }
  }

  /** Unpacks an archive where one was given alone, then takes in the files. */
  async #received(given: Finding): Promise<void> {
    if (this.#work.signal.aborted) return
    let finding = given
    const [only] = given.found
    if (only !== undefined && given.found.length === 1 && /\.zip$/i.test(only.path)) {
      if (only.size > archiveAtMost) return this.#fail(words.importing.thisZipHasMbAtMost(Math.round(only.size / 1e6)))
      this.#tell(words.importing.readingTheArchive)
      const read = readZip(await only.bytes(), only.path.replace(/\.zip$/i, ''))
      if (read.kind === 'failed') return this.#fail(read.message)
      finding = read.finding
    }
    finding = withoutTop(finding)
    if (finding.found.length === 0)
      return this.#fail(
        finding.refused.length === 0
          ? words.importing.thereIsNoFileInIt
          : words.importing.noneCanBeTaken(finding.refused[0]?.why ?? ''),
      )
    const dockerfiles = dockerfilesIn(finding.found.map(({ path }) => path))
    const intake = await this.#intake(finding, dockerfiles[0])
    if (intake !== null) this.#take(finding, intake, dockerfiles)
  }

  #intake(finding: Finding, dockerfile: string | undefined): Promise<Intake | null> {
    let told = performance.now()
    const done = async (count: number, of: number) => {
      if (performance.now() - told < 40) return
      this.#tell(words.importing.readingFileOf(count + 1, of))
      // The page must come to draw it, and to hear that Cancel was pressed.
      await new Promise((resume) => setTimeout(resume))
      told = performance.now()
    }
    return takeIn(finding, dockerfile, done, this.#work.signal)
  }

  #take(
    finding: Finding | undefined,
    intake: Intake,
    found: readonly string[] = ['Dockerfile'],
    chosen = found[0],
  ): void {
    const dockerfile = chosen ?? 'Dockerfile'
    const files =
      chosen === undefined ? withFile(intake.files, { path: 'Dockerfile', text: 'FROM alpine:3.22\n' }) : intake.files
    const text = files.find(({ path }) => path === dockerfile)?.text ?? ''
    this.phase = {
      kind: 'review',
      finding,
      intake: { ...intake, files },
      dockerfiles: found,
      dockerfile,
      missing: missingSources(text, files),
    }
  }

  #choose(event: Event): void {
    const { phase } = this
    if (phase.kind !== 'review' || !(event.target instanceof HTMLSelectElement)) return
    this.#take(phase.finding, phase.intake, phase.dockerfiles, event.target.value)
  }

  readonly #open = (event: SubmitEvent): void => {
    event.preventDefault()
    const { phase } = this
    if (phase.kind !== 'review') return
    const stands = this.renderRoot.querySelector('layerwise-missing')?.chosen ?? []
    const name = this.renderRoot.querySelector<HTMLInputElement>('#name')?.value.trim() ?? ''
    const files = stands.map(standIn).reduce(withFile, phase.intake.files)
    const impossible = new Set(filesInFiles(files))
    this.opened({
      id: 'import',
      title: name === '' ? words.importing.myDockerfile : name,
      files: files.filter(({ path }) => !impossible.has(path)),
      ...(phase.dockerfile === 'Dockerfile' ? {} : { dockerfile: phase.dockerfile }),
    })
    this.#close()
  }

  #tell(text: string): void {
    if (!this.#work.signal.aborted) this.phase = { kind: 'reading', text }
  }

  #fail(problem: string): void {
    this.phase = { kind: 'choose', problem }
  }

  readonly #again = (): void => {
    this.phase = { kind: 'choose' }
  }

  readonly #stop = (): void => {
    this.#work.abort()
    this.#work = new AbortController()
    this.phase = { kind: 'choose' }
  }

  readonly #close = (): void => this.renderRoot.querySelector('dialog')?.close()

  readonly #closed = (): void => {
    this.#work.abort()
    this.remove()
  }
}

function allow(event: DragEvent): void {
  event.preventDefault()
}

function pastedFinding(text: string): Intake {
  return { files: pastedFiles(text), refused: [], ignored: 0, sized: 0, gathered: [] }
}

define('layerwise-import', ImportDialog)

/** Shows the dialog, over everything; `opened` gets the project that was made, or nothing comes of it. */
export function openImport(how: {
  readonly dropped?: Dropped | undefined
  readonly opened: (project: Project) => void
}): void {
  const dialog = new ImportDialog()
  dialog.opened = how.opened
  document.body.append(dialog)
  void dialog.show(how.dropped)
}
