import type { LineRange } from '../values/range.ts'

/**
 * The box that docker prints above a failed build: the file's name and line, and the lines around the place with `>>>` before those that
 * are meant. Two lines of context around one line, one around several. Without a line end after the last rule; empty when there is no
 * place, or none in the text. Source: moby/buildkit solver/errdefs/source.go.
 *
 * @param fileName the base name of the Dockerfile
 * @param places the lines that are meant, from 1
 */
export function sourceWindow(text: string, fileName: string, places: readonly LineRange[]): string {
  const lines = text.split('\n')
  const first = Math.min(...places.map((place) => place.first))
  if (places.length === 0 || first < 1 || first > lines.length) return ''
  const last = Math.min(lines.length, Math.max(...places.map((place) => place.last)))
  const context = first === last ? 2 : 1
  const from = Math.max(1, first - context)
  const to = Math.min(lines.length, last + context)
  const shown = lines.slice(from - 1, to).map((line, index) => {
    const number = from + index
    const meant = places.some((place) => place.first <= number && number <= place.last)
    return ` ${String(number).padStart(3)} | ${meant ? '>>>' : '   '} ${line}`
  })
  return [`${fileName}:${first}`, rule, ...shown, rule].join('\n')
}

const rule = '-'.repeat(20)

/** What the command line prints when a build fails: the window, when there is one, and the message. Without a line end. */
export function failureText(message: string, window = ''): string {
  return `${window === '' ? '' : `${window}\n`}ERROR: failed to build: failed to solve: ${message}`
}
