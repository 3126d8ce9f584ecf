import type { Project } from '../state/project.ts'
import type { Language } from '../words/languages.ts'
import { words } from '../words/words.ts'
import { escapeHtml, scriptJson } from './escape.ts'
import { stillHtml } from './picture.ts'
import type { Play } from './play.ts'

/**
 * The element that a scene is in a page: its project as data, and what stands there until, or instead of, the running workbench. `around` is the
 * language of what it stands in, where it speaks another.
 */
export function workbenchHtml(project: Project, plays: readonly Play[], around?: Language): string {
  const { language } = words.frame
  const lang = around === undefined || around === language ? '' : ` lang="${language}"`
  return `<layerwise-workbench${lang} scene="${escapeHtml(project.id)}" class="workbench"><script type="application/json">${scriptJson(
    project,
  )}</script>${stillHtml(project, plays)}</layerwise-workbench>`
}
