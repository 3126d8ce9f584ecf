import { html, render } from 'lit'
import type { ExercisePaper } from './page.ts'
import { hasFiles } from './project.ts'
import { proseHtml } from './prose.ts'

/** Fills the room of a page that was made without an exercise: its title, its task, what it has no use for goes. */
export async function furnish(room: HTMLElement, { exercise }: ExercisePaper): Promise<void> {
  const { stepText } = await import('../../simulator/exercises.ts')
  document.title = `${exercise.title} · Layerwise`
  for (const title of document.querySelectorAll('[data-title]')) title.textContent = exercise.title
  const task = room.querySelector<HTMLElement>('.task')
  if (task !== null) render(html`${proseHtml(exercise.task)}`, task)
  const steps = room.querySelector<HTMLElement>('.procedure ol')
  if (steps !== null)
    render(html`${exercise.procedure.map((step) => html`<li><code>${stepText(step)}</code></li>`)}`, steps)
  if (exercise.ask.length === 0 && exercise.pieces === undefined) room.querySelector('layerwise-answers')?.remove()
  if (hasFiles(exercise)) return
  room.querySelector('.bench-place')?.remove()
  room.classList.add('without-files')
}
