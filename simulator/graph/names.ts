/**
 * The names that docker prints for vertices. Source: moby/buildkit dockerfile2llb/convert.go, prefixCommand; recorded cases.
 */

/** Numbers the steps of one stage: `[build 2/4] `. */
export interface StepCounter {
  /** The prefix of the next step, blank at its end; empty for a stage that has no steps of its own. */
  readonly next: () => string
  /** The prefix given last, again (for `--link`, whose two vertices are one step). */
  readonly same: () => string
}

/**
 * A counter for a stage of `total` steps. `label` is the stage's name where the graph has more than one stage, else empty.
 */
export function stepCounter(total: number, label: string): StepCounter {
  let index = 0
  const width = String(total).length
  const prefix = (): string =>
    total === 0 ? '' : `[${label === '' ? '' : `${label} `}${String(index).padStart(width)}/${total}] `
  return {
    next: () => {
      index++
      return prefix()
    },
    same: prefix,
  }
}

/** The text with its first word in upper case, up to the first blank. */
export function upperFirstWord(text: string): string {
  const blank = text.indexOf(' ')
  return blank < 0 ? text.toUpperCase() : text.slice(0, blank).toUpperCase() + text.slice(blank)
}

/** What follows a heredoc RUN in its name: `(first line...)`, the dots when there are more lines. */
export function summaryOfHeredoc(body: string): string {
  const trimmed = body.replace(/^[\r\n\t ]+|[\r\n\t ]+$/g, '')
  const lines = trimmed.split('\n')
  const first = (lines[0] ?? '').replace(/^[\r\n\t ]+|[\r\n\t ]+$/g, '')
  return lines.length > 1 ? `(${first}...)` : `(${first})`
}

/** The part of the name after the bracket for a FROM. */
export function fromName(reference: string): string {
  return `FROM ${reference}`
}
