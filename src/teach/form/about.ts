import { html, type TemplateResult } from 'lit'
import { exerciseTypes } from '../../../simulator/exercises.ts'
import { words } from '../../words/words.ts'
import { choiceField, lineField, textField } from './field.ts'
import type { Maker } from './maker.ts'

const levels = ['1', '2', '3', '4', '5'] as const

/** What the exercise is called and asks. */
export function aboutHtml({ state, workshop, problemAt }: Maker): TemplateResult {
  const { draft } = state
  return html`<section aria-labelledby="about">
    <h2 id="about">What it asks</h2>
    ${lineField({ id: 'title', label: 'Title', value: draft.title, most: 100, ...problemAt('title') }, (title) => workshop.change({ title }))}
    ${lineField({ id: 'summary', label: 'Summary', hint: 'One sentence, for lists.', value: draft.summary, most: 200, ...problemAt('summary') }, (summary) => workshop.change({ summary }))}
    ${textField({ id: 'task', label: 'Task', hint: 'Paragraphs, lists of lines that begin with “- ”, `code` and **strong** words.', value: draft.task, rows: 6, ...problemAt('task') }, (task) => workshop.change({ task }))}
    <div class="row">
      ${choiceField({ id: 'type', label: 'Kind', value: draft.type, options: exerciseTypes.map((value) => ({ value, name: words.kinds[value] })) }, (type) => workshop.change({ type }))}
      ${choiceField({ id: 'difficulty', label: 'Difficulty', value: levels[draft.difficulty - 1] ?? '2', options: levels.map((value) => ({ value, name: `${value} of 5` })) }, (level) => workshop.change({ difficulty: Number(level) }))}
      ${lineField(
        {
          id: 'minutes',
          label: 'Minutes',
          value: String(draft.minutes),
          mode: 'numeric',
          most: 3,
          ...problemAt('minutes'),
        },
        (text) => {
          const minutes = Number(text)
          if (Number.isInteger(minutes) && minutes >= 1 && minutes <= 240) workshop.change({ minutes })
        },
      )}
    </div>
  </section>`
}
