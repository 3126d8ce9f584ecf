import type { BuildView, LayerFilesView } from '../engine/views.ts'
import { dockerfileOf } from '../state/files.ts'
import type { Project, ProjectFile } from '../state/project.ts'
import { words } from '../words/words.ts'
import { figureText, figureTitle, sizeText } from '../workbench/figures.ts'
import { shuffled } from '../workbench/predict/order.ts'
import { type Block, stackView } from '../workbench/stack/view.ts'
import { codeBlock } from './code.ts'
import { escapeHtml } from './escape.ts'
import type { Play } from './play.ts'
import { type ResultRow, resultRows } from './result.ts'

/** How tall the drawn stack is, in pixels. */
const stackHeight = 260

/** Files with longer texts, in UTF-16 units, are named only. */
const longestShown = 3000

/**
 * A scene as it stands in the page's HTML: the question, the files, and the results of its builds as picture and table. All that a reader
 * without JavaScript gets, and what everyone sees until the workbench takes its place. Results of a scene with a question are folded.
 */
export function stillHtml(project: Project, plays: readonly Play[]): string {
  const { predict, rule } = project
  const shown = plays.filter((play) => play.shown)
  const [first] = shown
  const ruleHtml = rule === undefined ? '' : `<p class="still-rule">${escapeHtml(rule)}</p>`
  const results = shown.map((play) => resultHtml(play, predict !== undefined || play !== first)).join('')
  const top =
    predict === undefined
      ? `<div class="still-top">${filesHtml(project)}${first === undefined ? '' : stackHtml(first.build)}</div>`
      : `${questionHtml(predict)}${filesHtml(project)}`
  const summary = predict === undefined ? words.lesson.asATable : words.lesson.whatTheBuildGives
  return `<div class="still">${top}<details class="still-results"><summary>${summary}</summary>${results}${repliesHtml(predict)}${ruleHtml}</details></div>`
}

/** What is said to each wrong option, where nothing asks for one. */
function repliesHtml(predict: Project['predict']): string {
  const { replies = [], options = [] } = predict ?? {}
  const items = replies.flatMap((reply, at) =>
    reply === ''
      ? []
      : [`<li><strong>${escapeHtml(words.asking.ifYouSaid(options[at] ?? ''))}</strong> ${escapeHtml(reply)}</li>`],
  )
  return items.length === 0 ? '' : `<ul class="still-replies">${items.join('')}</ul>`
}

function questionHtml(predict: NonNullable<Project['predict']>): string {
  const options = predict.kind === 'order' ? shuffled(predict.options ?? []) : (predict.options ?? [])
  return `<div class="still-question"><p><strong>${words.lesson.predict}</strong> ${escapeHtml(predict.question)}</p>${
    options.length === 0 ? '' : `<ul>${options.map((option) => `<li>${escapeHtml(option)}</li>`).join('')}</ul>`
  }</div>`
}

export function filesHtml(project: Project): string {
  const main = dockerfileOf(project)
  const others = project.files.filter((file) => file.path !== main)
  const context =
    others.length === 0
      ? ''
      : `<details class="still-context"><summary>${words.lesson.filesBeside}</summary>${others.map(fileHtml).join('')}</details>`
  const text = project.files.find((file) => file.path === main)?.text ?? ''
  return `<div class="still-files"><p class="still-name">${escapeHtml(main)}</p>${codeBlock(text, 'dockerfile', main)}${context}</div>`
}

/** A file of the context by name, with its text where it is short. */
export function fileHtml({ path, text, sized }: ProjectFile): string {
  const size = sized === undefined ? '' : `, ${sizeText(sized.size)}`
  const short = text !== undefined && text !== '' && text.length <= longestShown
  return `<p class="still-name">${escapeHtml(path)}${size}</p>${short ? codeBlock(text, 'text', path) : ''}`
}

function resultHtml(play: Play, drawn: boolean): string {
  return `<div class="still-result${drawn ? ' drawn' : ''}">${drawn ? stackHtml(play.build) : ''}${tableHtml(play)}</div>`
}

/** The stack as blocks, lowest at the bottom; the table beside it says the same, so it is hidden from those who listen. */
export function stackHtml(build: BuildView): string {
  const view = stackView(build, { scale: 'log', unfolded: false, height: stackHeight })
  if (view === undefined) return ''
  return `<div class="still-stack" aria-hidden="true">${view.blocks.map(blockHtml).join('')}</div>`
}

function blockHtml(block: Block): string {
  const ground = block.color === undefined ? '--color-base-soft' : `--layer-${block.color}`
  const edge = block.color === undefined ? '--color-base' : `--layer-${block.color}-edge`
  const hidden = block.hidden === undefined ? '' : `<span class="still-hidden">${escapeHtml(block.hidden.text)}</span>`
  return `<div class="still-block${block.hidden === undefined ? '' : ' hides'}" style="min-height:${block.height}px;--ground:var(${ground});--edge:var(${edge});--share:${
    block.hidden === undefined ? 0 : Math.max(0.12, block.hidden.share)
  }"><span class="still-label">${escapeHtml(block.label)}</span><span class="still-size">${escapeHtml(block.size)}</span>${hidden}</div>`
}

function tableHtml(play: Play): string {
  const { heads } = words.lesson
  const rows = resultRows(play.build).map(rowHtml).join('')
  const size =
    play.build.image === undefined ? words.lesson.noImage : words.lesson.image(figureText(play.build.image.size))
  return `<div class="still-scroll" tabindex="0" role="group" aria-label="${escapeHtml(play.label)}"><table><caption>${escapeHtml(
    play.label,
  )}: ${size}</caption><thead><tr><th scope="col">${heads.step}</th><th scope="col">${heads.result}</th><th scope="col" class="number">${heads.layer}</th><th scope="col" class="number">${heads.total}</th></tr></thead><tbody>${rows}</tbody></table>${failureHtml(
    play.build,
  )}</div>`
}

function rowHtml(row: ResultRow): string {
  const size =
    row.size === undefined ? '' : `<span title="${escapeHtml(figureTitle(row.size))}">${figureText(row.size)}</span>`
  return `<tr><th scope="row"><code>${escapeHtml(row.text)}</code></th><td class="mark-${row.mark}">${words.lesson.marks[row.mark]}</td><td class="number">${size}${
    row.elsewhere ? `<br /><small>${words.lesson.inItsStage}</small>` : ''
  }</td><td class="number">${row.total === undefined ? '' : figureText(row.total)}</td></tr>`
}

function failureHtml(build: BuildView): string {
  return build.failure === undefined ? '' : `<p class="still-failure">✖ ${escapeHtml(build.failure.message)}</p>`
}

/** What each layer above the base records, entry by entry. */
export function entriesHtml(build: BuildView, filesOf: (layer: number) => LayerFilesView): string {
  const changes = { added: 'adds', changed: 'changes', removed: 'removes' } as const
  const rows = (build.image?.layers ?? []).flatMap((layer, index) => {
    if (layer.base) return []
    const text = layer.instruction === undefined ? layer.createdBy : (build.instructions[layer.instruction]?.text ?? '')
    const { entries } = filesOf(index)
    const items = entries.map(
      (entry) =>
        `<li>${changes[entry.change]} <code>/${escapeHtml(entry.path)}</code>${
          entry.kind === 'file' && entry.change !== 'removed' ? `, ${sizeText(entry.size)}` : ''
        }</li>`,
    )
    return [`<tr><th scope="row"><code>${escapeHtml(text)}</code></th><td><ul>${items.join('')}</ul></td></tr>`]
  })
  return `<div class="entries"><table><thead><tr><th scope="col">Line</th><th scope="col">What its layer records</th></tr></thead><tbody>${rows
    .toReversed()
    .join('')}</tbody></table></div>`
}
