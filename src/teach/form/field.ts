import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'

/** What every field has: an id that is its own on the page, a label, what is wrong with it. */
interface Head {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly problem?: string
}

/** A label, its control, a hint and what is wrong, tied together. */
function field({ id, label, hint, problem }: Head, control: TemplateResult): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${hint === undefined ? nothing : html`<p class="hint" id="${id}-hint">${hint}</p>`}
    ${control}
    ${problemHtml(id, problem)}
  </div>`
}

/** What is wrong, in a form that a field can name as its description. */
export function problemHtml(id: string, problem: string | undefined): TemplateResult | typeof nothing {
  return problem === undefined ? nothing : html`<p class="wrong" id="${id}-wrong">${problem}</p>`
}

function described({ id, hint, problem }: Head): string | typeof nothing {
  const ids = [...(hint === undefined ? [] : [`${id}-hint`]), ...(problem === undefined ? [] : [`${id}-wrong`])]
  return ids.length === 0 ? nothing : ids.join(' ')
}

/** One line of text. */
export function lineField(
  head: Head & { readonly value: string; readonly isCode?: boolean; readonly most?: number; readonly mode?: 'numeric' },
  change: (value: string) => void,
): TemplateResult {
  return field(
    head,
    html`<input
      id=${head.id}
      class=${head.isCode === true ? 'mono' : ''}
      type="text"
      inputmode=${head.mode ?? nothing}
      maxlength=${head.most ?? 300}
      autocomplete="off"
      spellcheck=${head.isCode === true ? 'false' : 'true'}
      aria-invalid=${head.problem === undefined ? nothing : 'true'}
      aria-describedby=${described(head)}
      .value=${live(head.value)}
      @input=${(event: Event) => change(textIn(event))}
    />`,
  )
}

/** Some lines of text. */
export function textField(
  head: Head & { readonly value: string; readonly isCode?: boolean; readonly rows?: number; readonly most?: number },
  change: (value: string) => void,
): TemplateResult {
  return field(
    head,
    html`<textarea
      id=${head.id}
      class=${head.isCode === true ? 'mono' : ''}
      rows=${head.rows ?? 3}
      maxlength=${head.most ?? 4000}
      wrap=${head.isCode === true ? 'off' : 'soft'}
      spellcheck=${head.isCode === true ? 'false' : 'true'}
      aria-invalid=${head.problem === undefined ? nothing : 'true'}
      aria-describedby=${described(head)}
      .value=${live(head.value)}
      @input=${(event: Event) => change(textIn(event))}
    ></textarea>`,
  )
}

/** One of several. */
export function choiceField<Value extends string>(
  head: Head & { readonly value: Value; readonly options: readonly { readonly value: Value; readonly name: string }[] },
  change: (value: Value) => void,
): TemplateResult {
  return field(
    head,
    html`<select
      id=${head.id}
      aria-invalid=${head.problem === undefined ? nothing : 'true'}
      aria-describedby=${described(head)}
      @change=${(event: Event) => {
        const found = head.options.find(({ value }) => value === textIn(event))
        if (found !== undefined) change(found.value)
      }}
    >
      ${head.options.map(({ value, name }) => html`<option value=${value} ?selected=${live(value === head.value)}>${name}</option>`)}
    </select>`,
  )
}

/** The value of the control that an event came from. */
export function textIn({ target }: Event): string {
  return target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
    ? target.value
    : ''
}
