import { words } from '../words/words.ts'
import { AuthorError } from './author-error.ts'
import { escapeHtml } from './escape.ts'
import type { Attributes } from './expression.ts'

/**
 * A command in running text that can be sent to the terminal of a scene: `:run{line="docker images" scene=1}`. It is code, which a script of the page makes a
 * button (components/run-lines.ts). `titleOf` gives a scene's title, and fails where there is no such scene.
 */
export function runLineHtml({ line, scene }: Attributes, titleOf: (scene: string) => string, where: string): string {
  if (line === undefined || line === null || line.trim() === '')
    throw new AuthorError(where, ':run{line="a command" scene=1}', ':run without a command')
  if (scene === undefined || scene === null || scene === '')
    throw new AuthorError(where, `:run{line="${line}" scene=1}`, ':run without a scene')
  const { hint, label } = words.lesson.run
  const title = titleOf(scene)
  return `<code class="run-line" data-scene="scene-${escapeHtml(scene)}" data-hint="${escapeHtml(hint(title))}" data-label="${escapeHtml(
    label(line, title),
  )}">${escapeHtml(line)}</code>`
}
