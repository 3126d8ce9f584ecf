import { fitsInLink } from '../state/share.ts'
import type { Bench } from '../workbench/bench.ts'
import { listenAround, reportHeight, showTheme } from './around.ts'
import { packed, restoredFrom } from './carrying.ts'
import { readParameters } from './parameters.ts'
import { statement } from './statements.ts'

/** How long after the last change the state is told. */
const tellAfterMs = 400

/**
 * The chrome-less workbench of this page, for the page around it: it tells when it can be used, how high it is, each build, and what was made so
 * far, and takes that back. What was made stands in the fragment as well, so that it goes along when the frame is opened in a page of its own.
 */
export function embedWorkbench(bench: Bench, content: HTMLElement, onward: HTMLAnchorElement | null): void {
  const { theme, compact } = readParameters(location.search)
  showTheme(theme)
  const { id, title } = bench.state.project
  const subject = { address: location.origin + location.pathname, title, language: document.documentElement.lang }
  const around = listenAround((message) => {
    if (message.kind === 'theme') showTheme(message.theme)
    else if (message.kind === 'ask-state') around.tell({ kind: 'state', id, state: packed(bench) })
    else if (message.kind === 'restore') {
      const why = restoredFrom(message.state, bench)
      if (why !== undefined) around.tell({ kind: 'refused', why })
    }
  })
  content.toggleAttribute('data-compact', compact)

  let { build } = bench.state
  let builds = 0
  let { files, options } = bench.state
  let timer: ReturnType<typeof setTimeout> | undefined
  const carry = (): void => {
    const state = packed(bench)
    if (!fitsInLink(state)) return
    around.tell({ kind: 'state', id, state })
    place(state, onward)
  }
  bench.listen(() => {
    const { state } = bench
    if (state.build !== build && state.build !== undefined && state.building === undefined) {
      build = state.build
      builds += 1
      const ok = build.failure === undefined
      around.tell({ kind: 'attempt', id, number: builds, ok, statement: statement('attempted', subject) })
    }
    if (state.files === files && state.options === options) return
    files = state.files
    options = state.options
    clearTimeout(timer)
    timer = setTimeout(carry, tellAfterMs)
  })
  around.tell({ kind: 'ready', what: 'workbench', id, title })
  reportHeight(around, content)
}

/** Puts what was made into the address, and into the link that leads out of the frame. */
function place(state: string, onward: HTMLAnchorElement | null): void {
  if (onward !== null) onward.hash = `project=${state}`
  try {
    history.replaceState(null, '', `#state=${state}`)
  } catch {
    // A browser that lets an isolated frame not change its address: the page around still has been told.
  }
}
