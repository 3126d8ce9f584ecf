import { html, nothing, type TemplateResult } from 'lit'
import { type Draft, freeGoalId, type Goal, type GoalKind } from '../draft.ts'
import { goalKinds, goalText, newGoal } from '../goal.ts'
import { halfOf, nowTexts, type Standing, standingOf } from '../standing.ts'
import type { Workshop } from '../workshop.ts'
import { choiceField, lineField, problemHtml, textField } from './field.ts'
import type { Maker } from './maker.ts'

/** Kinds that need the procedure to do something for them, which a procedure of the author's own does not. */
const needSteps: ReadonlySet<GoalKind> = new Set(['step', 'answers'])

/** The goals, each with how the start and the solution stand to it, and the list from which another is picked. */
export function goalsHtml(maker: Maker): TemplateResult {
  const { state, workshop, problemAt } = maker
  const { draft, unlive } = state
  const now = nowTexts(state.start)
  const kinds = goalKinds.filter(({ kind }) => draft.procedure.trim() === '' || !needSteps.has(kind))
  return html`<section aria-labelledby="goals">
    <div>
      <h2 id="goals">Goals</h2>
      <p class="lead">What has to be so when the work is done. It is found by building and running what is handed in, never by comparing texts.</p>
    </div>
    ${problemHtml('goals', problemAt('goals').problem)}
    ${unlive === undefined || unlive === '' ? nothing : html`<p class="wrong" role="status">The start cannot be tried: ${unlive}</p>`}
    ${draft.goals.map((goal, at) => goalHtml(goal, at, maker))}
    ${
      draft.goals.length >= 12
        ? html`<p class="muted">More goals than that nobody reads.</p>`
        : html`<div class="field">
            <label for="new-goal">Add a goal</label>
            <div class="buttons">
              <select id="new-goal" class="pick">
                ${kinds.map(({ kind, name }) => html`<option value=${kind}>${name}${now[kind] === undefined ? '' : ` (now: ${now[kind]})`}</option>`)}
              </select>
              <button class="main" @click=${(event: Event) => addGoal(event, workshop)}>Add</button>
            </div>
          </div>`
    }
    <details ?open=${draft.procedure.trim() !== ''}>
      <summary>What is done with what is handed in</summary>
      <p class="lead">Left empty, it follows from the goals: a build, another after each edit, a container that is asked. An own procedure in YAML replaces all of that.</p>
      ${textField({ id: 'procedure', label: 'Procedure', value: draft.procedure, isCode: true, rows: 6, most: 30_000, ...problemAt('procedure') }, (procedure) => workshop.change({ procedure }))}
    </details>
  </section>`
}

function addGoal(event: Event, workshop: Workshop): void {
  const root = event.target instanceof Element ? event.target.getRootNode() : undefined
  const select = root instanceof ShadowRoot ? root.getElementById('new-goal') : null
  const { draft, start } = workshop.state
  const kind = goalKinds.find((one) => select instanceof HTMLSelectElement && one.kind === select.value)?.kind
  if (kind === undefined) return
  const goal = newGoal(kind, freeGoalId(draft.goals), draft)
  const most = goal.kind === 'size' ? halfOf(start) : undefined
  workshop.change({ goals: [...draft.goals, goal.kind === 'size' && most !== undefined ? { ...goal, most } : goal] })
}

function goalHtml(goal: Goal, at: number, { state, workshop, problemAt }: Maker): TemplateResult {
  const { draft } = state
  const put = (next: Goal): void =>
    workshop.change({ goals: draft.goals.map((one, index) => (index === at ? next : one)) })
  const { id } = goal
  const start = standingOf(state.start?.checks.find((check) => check.id === id))
  const model = standingOf(state.model?.checks.find((check) => check.id === id))
  return html`<div class="card" role="group" aria-labelledby="name-${id}">
    <div class="head">
      <h3 id="name-${id}">${at + 1}. ${goalText(goal)}</h3>
      <div class="buttons">
        <button class="quiet" ?disabled=${at === 0} aria-label="Move goal ${at + 1} up" @click=${() => workshop.change({ goals: moved(draft.goals, at) })}>↑</button>
        <button class="quiet" aria-label="Remove goal ${at + 1}" @click=${() => workshop.change({ goals: draft.goals.filter((_, index) => index !== at) })}>Remove</button>
      </div>
    </div>
    ${problemHtml(`goal-${id}`, problemAt(`goal ${id}`).problem)}
    <div class="row">${entriesHtml(goal, put, draft)}</div>
    <div class="stands">
      ${standHtml('At the start', start, 'open')} ${standHtml('With your solution', model, 'met')}
    </div>
    <details>
      <summary>Words and hints</summary>
      <div class="card">
        ${lineField({ id: `say-${id}`, label: 'In your own words', hint: 'What the learner reads. Left empty: as above.', value: goal.say }, (say) => put({ ...goal, say }))}
        ${textField({ id: `hints-${id}`, label: 'Hints, one in each line', hint: 'A question first, then a pointer, then nearly the line. They are given one by one to those who ask.', value: goal.hints.join('\n'), rows: 3 }, (text) => put({ ...goal, hints: text.split('\n').slice(0, 5) }))}
        <label class="tick"><input type="checkbox" .checked=${goal.isBonus} @change=${() => put({ ...goal, isBonus: !goal.isBonus })} /> Beyond the task: not needed to pass</label>
      </div>
    </details>
  </div>`
}

function standHtml(whose: string, { mark, text }: Standing, wanted: 'open' | 'met'): TemplateResult | typeof nothing {
  if (mark === 'unknown' && text === '') return nothing
  const sign = mark === 'met' ? '✓' : mark === 'open' ? '○' : '…'
  const note = wanted === 'open' && mark === 'met' ? ' Learners have nothing to do for it.' : ''
  return html`<p class=${mark === 'met' ? 'met' : mark === 'open' ? 'open' : 'muted'}><span aria-hidden="true">${sign}</span> ${whose}: ${text}${note}</p>`
}

function moved(goals: readonly Goal[], at: number): Goal[] {
  const [before, one] = [goals[at - 1], goals[at]]
  return before === undefined || one === undefined
    ? [...goals]
    : goals.map((goal, index) => (index === at - 1 ? one : index === at ? before : goal))
}

/** The fields of a kind of goal. */
function entriesHtml(goal: Goal, put: (goal: Goal) => void, draft: Draft): TemplateResult | typeof nothing {
  const { id } = goal
  switch (goal.kind) {
    case 'builds':
    case 'user':
      return nothing
    case 'size':
      return html`${choiceField(
        {
          id: `of-${id}`,
          label: 'Of what',
          value: goal.of,
          options: [
            { value: 'image', name: 'the whole image' },
            { value: 'new', name: 'what is above the base image' },
            { value: 'context', name: 'what is sent to the builder' },
          ],
        },
        (of) => put({ ...goal, of }),
      )}
      ${lineField({ id: `most-${id}`, label: 'At most', value: goal.most, most: 60 }, (most) => put({ ...goal, most }))}`
    case 'layers':
      return lineField({ id: `most-${id}`, label: 'At most', value: goal.most, mode: 'numeric', most: 3 }, (most) =>
        put({ ...goal, most }),
      )
    case 'file':
      return html`${lineField({ id: `file-${id}`, label: 'Path in the image', value: goal.path, isCode: true }, (path) => put({ ...goal, path }))}
      ${choiceField(
        {
          id: `is-${id}`,
          label: 'It',
          value: goal.is,
          options: [
            { value: 'absent', name: 'is not there' },
            { value: 'there', name: 'is there' },
            { value: 'contains', name: 'holds the text …' },
          ],
        },
        (is) => put({ ...goal, is }),
      )}
      ${choiceField(
        {
          id: `where-${id}`,
          label: 'Where',
          value: goal.where,
          options: [
            { value: 'final', name: 'in the image as it is seen' },
            { value: 'any', name: 'in any layer, hidden ones too' },
          ],
        },
        (where) => put({ ...goal, where }),
      )}
      ${goal.is === 'contains' ? lineField({ id: `holds-${id}`, label: 'Text', value: goal.text, isCode: true, most: 2000 }, (text) => put({ ...goal, text })) : nothing}`
    case 'step':
      return html`${lineField({ id: `match-${id}`, label: 'The line that holds', value: goal.match, isCode: true, most: 2000 }, (match) => put({ ...goal, match }))}
      ${choiceField(
        {
          id: `is-${id}`,
          label: 'Is',
          value: goal.is,
          options: [
            { value: 'CACHED', name: 'cached' },
            { value: 'RAN', name: 'run again' },
          ],
        },
        (is) => put({ ...goal, is }),
      )}
      ${choiceField({ id: `edit-${id}`, label: 'After an edit of', value: goal.edit, options: [...new Set([goal.edit, ...draft.files.map(({ path }) => path)])].map((value) => ({ value, name: value })) }, (edit) => put({ ...goal, edit }))}`
    case 'answers':
      return html`${lineField({ id: `port-${id}`, label: 'Port', value: goal.port, mode: 'numeric', most: 5 }, (port) => put({ ...goal, port }))}
      ${lineField({ id: `address-${id}`, label: 'GET', value: goal.path, isCode: true }, (path) => put({ ...goal, path }))}
      ${lineField({ id: `body-${id}`, label: 'The answer holds', hint: 'Left empty: anything.', value: goal.text, isCode: true, most: 200 }, (text) => put({ ...goal, text }))}`
    case 'lint':
      return lineField(
        {
          id: `rule-${id}`,
          label: 'Check',
          hint: 'A name from the reference, or all.',
          value: goal.rule,
          isCode: true,
          most: 60,
        },
        (rule) => put({ ...goal, rule }),
      )
    case 'trace':
      return lineField(
        {
          id: `needle-${id}`,
          label: 'Text',
          hint: 'Looked for in layers, settings, history, plain and encoded.',
          value: goal.needle,
          isCode: true,
        },
        (needle) => put({ ...goal, needle }),
      )
    case 'claim':
      return textField(
        {
          id: `claim-${id}`,
          label: 'Claim',
          hint: 'As in CONTRIBUTING.',
          value: goal.yaml,
          isCode: true,
          rows: 4,
          most: 10_000,
        },
        (yaml) => put({ ...goal, yaml }),
      )
  }
}
