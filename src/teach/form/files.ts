import { html, nothing, type TemplateResult } from 'lit'
import { type Incoming, intakeOf } from '../../state/intake.ts'
import { isContextPath } from '../../state/paths.ts'
import { sizeText } from '../../workbench/figures.ts'
import type { Draft, DraftFile } from '../draft.ts'
import type { Workshop } from '../workshop.ts'
import { choiceField, lineField, problemHtml, textField } from './field.ts'
import type { Maker } from './maker.ts'

/** The files that a learner begins with: typed, or taken from this computer. */
export function filesHtml({ state, workshop, problemAt }: Maker): TemplateResult {
  const { draft } = state
  const { problem } = problemAt('files')
  return html`<section aria-labelledby="files">
    <div>
      <h2 id="files">Files at the start</h2>
      <p class="lead">What learners find. Those that they may edit are what they hand in; the others stay as they are.</p>
    </div>
    ${problemHtml('files', problem)}
    ${draft.files.map((file, at) => fileHtml(file, at, draft, workshop))}
    <div class="buttons">
      <button @click=${() => workshop.change({ files: [...draft.files, { path: freePath(draft.files), text: '' }] })}>Add a file</button>
      <label class="upload"
        >Take files from this computer
        <input type="file" multiple @change=${(event: Event) => void takeFiles(event, workshop)}
      /></label>
    </div>
    ${choiceField({ id: 'dockerfile', label: 'Which of them is built', value: draft.dockerfile, options: pathsOf(draft).map((value) => ({ value, name: value })) }, (dockerfile) => workshop.change({ dockerfile }))}
  </section>`
}

/** The paths that can be chosen; what is chosen is one of them even when its file is gone. */
function pathsOf({ files, dockerfile }: Draft): readonly string[] {
  const paths = files.flatMap(({ path, text }) => (text === undefined ? [] : [path]))
  return paths.includes(dockerfile) ? paths : [dockerfile, ...paths]
}

function fileHtml(file: DraftFile, at: number, draft: Draft, workshop: Workshop): TemplateResult {
  const { path, text, sized } = file
  const mayEdit = draft.editable.includes(path)
  const put = (next: DraftFile): void =>
    workshop.change({ files: draft.files.map((one, index) => (index === at ? next : one)) })
  const rename = (name: string): void => {
    const renamed = (one: string): string => (one === path ? name : one)
    const { [path]: solution, ...others } = draft.model.files
    workshop.change({
      files: draft.files.map((one, index) => (index === at ? { ...one, path: name } : one)),
      editable: draft.editable.map(renamed),
      dockerfile: renamed(draft.dockerfile),
      model: { ...draft.model, files: solution === undefined ? others : { ...others, [name]: solution } },
    })
  }
  return html`<div class="card">
    ${lineField({ id: `path-${at}`, label: `Path of file ${at + 1}`, value: path, isCode: true }, rename)}
    ${
      text === undefined
        ? html`<p class="muted">A stand-in of ${sizeText(sized?.size ?? 0)}: its size counts, its content is not kept.</p>`
        : textField(
            {
              id: `text-${at}`,
              label: `Content of ${path}`,
              value: text,
              isCode: true,
              rows: Math.min(14, Math.max(4, text.split('\n').length + 1)),
              most: 200_000,
            },
            (next) => put({ ...file, text: next }),
          )
    }
    <div class="head">
      ${
        text === undefined
          ? nothing
          : html`<label class="tick"
              ><input
                type="checkbox"
                .checked=${mayEdit}
                @change=${() => workshop.change({ editable: mayEdit ? draft.editable.filter((one) => one !== path) : [...draft.editable, path] })}
              />
              Learners may edit it</label
            >`
      }
      <button class="quiet" @click=${() => removeFile(path, at, draft, workshop)}>Remove ${path}</button>
    </div>
  </div>`
}

function removeFile(path: string, at: number, draft: Draft, workshop: Workshop): void {
  workshop.change({
    files: draft.files.filter((_, index) => index !== at),
    editable: draft.editable.filter((one) => one !== path),
  })
}

function freePath(files: readonly DraftFile[]): string {
  for (let number = 1; ; number++) {
    const path = number === 1 ? 'file.txt' : `file-${number}.txt`
    if (!files.some((file) => file.path === path)) return path
  }
}

/** Takes files into the draft; what is no text stands in with its size. */
async function takeFiles(event: Event, workshop: Workshop): Promise<void> {
  const { target } = event
  if (!(target instanceof HTMLInputElement)) return
  const chosen = [...(target.files ?? [])].slice(0, 100)
  const incoming = chosen.map(
    (file): Incoming => ({
      path: file.name,
      size: file.size,
      read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
    }),
  )
  const { files, refused } = await intakeOf(incoming, isContextPath)
  const sizes = new Map(chosen.map(({ name, size }) => [name, size]))
  const taken = files.map(({ path, text, sized }): DraftFile => {
    if (text !== undefined && text.length <= 200_000) return { path, text }
    return { path, sized: sized ?? { size: sizes.get(path) ?? 0, kind: 'binary' } }
  })
  const { draft } = workshop.state
  const kept = draft.files.filter(({ path }) => !taken.some((file) => file.path === path))
  const all = [...kept, ...taken]
  workshop.change({ files: all.slice(0, 100) })
  const lost = refused.length + Math.max(0, all.length - 100)
  workshop.say(
    lost === 0
      ? `${taken.length} taken.`
      : `${taken.length} taken, ${lost} left out: they could not be read, or there are too many.`,
  )
  target.value = ''
}
