import type { Project } from '../state/project.ts'
import { escapeHtml, scriptJson } from './escape.ts'
import { stillHtml } from './picture.ts'
import type { Play } from './play.ts'

/** The element that a scene is in a page: its project as data, and what stands there until, or instead of, the running workbench. */
export function workbenchHtml(project: Project, plays: readonly Play[]): string {
  return `<layerwise-workbench scene="${escapeHtml(project.id)}" class="workbench"><script type="application/json">${scriptJson(
    project,
  )}</script>${stillHtml(project, plays)}</layerwise-workbench>`
}
