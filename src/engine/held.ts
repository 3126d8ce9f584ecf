import type { Host, LineRun, OutputPiece, Window } from '../../simulator/hosts.ts'

/** A line that was run in a shell, from how its computer was before. */
export interface RanLine {
  readonly shell: number
  readonly line: string
  readonly before: Host
  readonly ran: LineRun
  /** Of the terminal that it is drawn on. */
  readonly window?: Window | undefined
  /** Ctrl-C was pressed so many milliseconds after its start. */
  readonly interruptMs?: number
}

/**
 * Whether a line is drawn while its time goes by on the screen, so that it can be stopped: a build that draws its progress. Until the page has drawn its end,
 * nothing of what it did is kept.
 */
export function isDrawn({ output, builds }: LineRun): boolean {
  return builds.length > 0 && output.some(({ text }) => /\x1b\[\d*A/.test(text))
}

/** What a line that was stopped has printed beyond what stands on the screen: it did the same up to then. */
export function restAfter(
  shown: readonly OutputPiece[],
  stopped: readonly OutputPiece[],
  shownMs: number,
): readonly OutputPiece[] {
  const from = stopped.findIndex(({ text, atMs }, at) => {
    const same = shown[at]
    return atMs > shownMs || same?.text !== text || same.atMs !== atMs
  })
  return from === -1 ? [] : stopped.slice(from)
}
