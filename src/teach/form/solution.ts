import { html, nothing, type TemplateResult } from 'lit'
import type { Draft, DraftCheat } from '../draft.ts'
import { goalText } from '../goal.ts'
import { lineField, problemHtml, textField } from './field.ts'
import type { Maker } from './maker.ts'

/** The solution: the files that may be edited, as they are when all goals are reached; and hints for the whole task. */
export function solutionHtml({ state, workshop, problemAt }: Maker): TemplateResult {
  const { draft } = state
  const { model } = draft
  return html`<section aria-labelledby="solution">
    <div>
      <h2 id="solution">Your solution</h2>
      <p class="lead">Shown beside the learner’s own after a pass. It proves that the task can be done.</p>
    </div>
    ${problemHtml('model', problemAt('model').problem)}
    ${draft.editable.map((path, at) => {
      const text = model.files[path]
      return text === undefined
        ? html`<div class="buttons">
            <button @click=${() => workshop.change({ model: { ...model, files: { ...model.files, [path]: startText(draft, path) } } })}>Write the solution of ${path}, from the start</button>
          </div>`
        : textField(
            {
              id: `model-${at}`,
              label: `${path}, solved`,
              value: text,
              isCode: true,
              rows: Math.min(14, Math.max(4, text.split('\n').length + 1)),
              most: 200_000,
            },
            (next) => workshop.change({ model: { ...model, files: { ...model.files, [path]: next } } }),
          )
    })}
    ${textField({ id: 'because', label: 'Why it is good', value: model.because, rows: 2 }, (because) => workshop.change({ model: { ...model, because } }))}
    ${textField({ id: 'hints', label: 'Hints for the whole task, one in each line', value: draft.hints.join('\n'), rows: 3, ...problemAt('hints') }, (text) => workshop.change({ hints: text.split('\n').slice(0, 12) }))}
  </section>`
}

function startText({ files }: Draft, path: string): string {
  return files.find((file) => file.path === path)?.text ?? ''
}

/** Ways around the task that a goal has to catch. */
export function cheatsHtml({ state, workshop, problemAt }: Maker): TemplateResult {
  const { draft } = state
  const put = (at: number, cheat: DraftCheat | undefined): void =>
    workshop.change({
      cheats: draft.cheats.flatMap((one, index) => (index !== at ? [one] : cheat === undefined ? [] : [cheat])),
    })
  return html`<section aria-labelledby="cheats">
    <div>
      <h2 id="cheats">Ways around it</h2>
      <p class="lead">What would you try at midnight? Write it down, and choose the goal that catches it: the check then proves that it does.</p>
    </div>
    ${problemHtml('cheats', problemAt('cheats').problem)}
    ${draft.cheats.map((cheat, at) => cheatHtml(cheat, at, draft, put, problemAt(`cheat ${at}`).problem))}
    <div class="buttons">
      ${
        draft.cheats.length >= 12
          ? nothing
          : html`<button @click=${() => workshop.change({ cheats: [...draft.cheats, newCheat(draft)] })}>Add a way around it</button>`
      }
    </div>
  </section>`
}

function newCheat(draft: Draft): DraftCheat {
  const [path = draft.dockerfile] = draft.editable
  return { name: '', files: { [path]: startText(draft, path) }, caughtBy: [], kept: {} }
}

function cheatHtml(
  cheat: DraftCheat,
  at: number,
  draft: Draft,
  put: (at: number, cheat: DraftCheat | undefined) => void,
  problem: string | undefined,
): TemplateResult {
  return html`<div class="card" role="group" aria-label="Way around it ${at + 1}">
    ${problemHtml(`cheat-${at}`, problem)}
    ${lineField({ id: `cheat-name-${at}`, label: 'What is tried', value: cheat.name }, (name) => put(at, { ...cheat, name }))}
    ${Object.entries(cheat.files).map(([path, text], index) =>
      textField(
        {
          id: `cheat-${at}-${index}`,
          label: `${path}, as it is handed in`,
          value: text,
          isCode: true,
          rows: Math.min(10, Math.max(3, text.split('\n').length + 1)),
          most: 200_000,
        },
        (next) => put(at, { ...cheat, files: { ...cheat.files, [path]: next } }),
      ),
    )}
    <fieldset>
      <legend>Caught by</legend>
      ${draft.goals.map(
        (goal) => html`<label class="tick"
          ><input
            type="checkbox"
            .checked=${cheat.caughtBy.includes(goal.id)}
            @change=${() => put(at, { ...cheat, caughtBy: cheat.caughtBy.includes(goal.id) ? cheat.caughtBy.filter((id) => id !== goal.id) : [...cheat.caughtBy, goal.id] })}
          />
          ${goalText(goal)}</label
        ><br />`,
      )}
      ${draft.goals.length === 0 ? html`<p class="muted">There are no goals yet.</p>` : nothing}
    </fieldset>
    <div class="buttons"><button class="quiet" @click=${() => put(at, undefined)}>Remove this way around it</button></div>
  </div>`
}
