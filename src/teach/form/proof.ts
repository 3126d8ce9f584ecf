import { html, nothing, type TemplateResult } from 'lit'
import type { Failing } from '../../exercise/proof.ts'
import type { Draft } from '../draft.ts'
import { goalText } from '../goal.ts'
import type { Proof, Workshop } from '../workshop.ts'
import { type Maker, mayBeSaid } from './maker.ts'

/** Whether the exercise proves itself, and what an author can do where it does not. */
export function proofHtml({ state, workshop }: Maker): TemplateResult {
  const { compiled, proof, isProofOld, draft } = state
  const missing = compiled.kind === 'failed' ? compiled.problems : []
  const all = missing.filter(({ field }) => field === 'all')
  return html`<section aria-labelledby="proof">
    <h2 id="proof">Does it hold?</h2>
    <p class="lead">The start has to fail on a goal, your solution to pass, each way around it to be caught, and a second run to say the same.</p>
    ${all.map(({ message }) => html`<p class="wrong">${message}</p>`)}
    <div class="buttons">
      <button class="main" ?disabled=${proof?.kind === 'running'} @click=${(event: Event) => void check(event, workshop)}>Check the exercise</button>
    </div>
    ${
      missing.length === 0
        ? nothing
        : html`<p class="open">${openText(
            missing.length,
            missing.every(({ field }) => mayBeSaid(field, state)),
          )}</p>`
    }
    ${proof === undefined ? nothing : resultHtml(proof, isProofOld, draft)}
  </section>`
}

function openText(count: number, areSaid: boolean): string {
  const things = count === 1 ? 'One thing is' : `${count} things are`
  return areSaid
    ? `${things} missing: said beside the fields.`
    : `${things} still to be filled in. The check says which.`
}

function resultHtml(proof: Proof, isOld: boolean, draft: Draft): TemplateResult {
  const old = isOld ? html`<p class="muted">You have changed something since.</p>` : nothing
  switch (proof.kind) {
    case 'running':
      return html`<p class="muted"><progress aria-label="Checked" max=${proof.of} value=${proof.done}></progress> ${proof.done} of ${proof.of}</p>`
    case 'proven':
      return html`<div role="status"><p class="met">✓ It holds: the start fails, your solution passes, every way around it is caught.</p>${old}</div>`
    case 'refused':
      return html`<div role="status"><p class="wrong">${proof.message}</p>${old}</div>`
    case 'failing':
      return html`<div role="status">
        <ul>${[...new Set(proof.failings.map((failing) => adviceOf(failing, draft)))].map((advice) => html`<li class="wrong">${advice}</li>`)}</ul>
        ${old}
      </div>`
  }
}

/** Proves the exercise; where something is missing, leads to the first field that it is said beside. */
async function check({ target }: Event, workshop: Workshop): Promise<void> {
  await workshop.prove()
  if (workshop.state.compiled.kind !== 'failed' || !(target instanceof Element)) return
  const root = target.getRootNode()
  // Lit draws in a microtask.
  await Promise.resolve()
  if (root instanceof ShadowRoot) root.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
}

/** What an author can do about something that does not come out. */
export function adviceOf({ of, verdict }: Failing, draft: Draft): string {
  const open = verdict.checks
    .filter(({ state }) => state !== 'passed')
    .map(({ say, because }) => `“${say}”: ${because ?? ''}`)
  const why = verdict.broken ?? open.join(' ')
  if (of === 'start')
    return verdict.kind === 'pass'
      ? 'The start already reaches every goal, so there is nothing to do. Make a goal stricter, or the start worse.'
      : `The start fails on no goal of yours, only on a rule that always holds. ${why}`
  if (of === 'model') return `Your solution does not pass. ${why}`
  if (of === 'again') return 'Two runs of your solution give different verdicts: something in it is left to chance.'
  const cheat = draft.cheats[of]
  const wanted = draft.goals
    .filter(({ id }) => cheat?.caughtBy.includes(id) === true)
    .map((goal) => `“${goalText(goal)}”`)
  return `The way around it “${cheat?.name ?? ''}” is not caught by ${wanted.join(', ')}. ${verdict.kind === 'pass' ? 'It passes: add a goal that it cannot reach.' : `It fails elsewhere: ${why}`}`
}
