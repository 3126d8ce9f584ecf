import { type Diagnostic, forEachDiagnostic, setDiagnostics } from '@codemirror/lint'
import type { EditorState } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import type { Dockerfile, Fix, Problem } from '../../simulator/index.ts'
import { words } from '../words/words.ts'
import { announce, changeBy, drawLink, element, popupPlace, showCard } from './card.ts'
import { language } from './knowing.ts'
import { type Choice, openMenu } from './menu.ts'
import { parsed } from './parsed.ts'

/** A problem to be underlined, and the path below the site of what can be read about it. */
export interface Underline {
  readonly problem: Problem
  readonly page?: string
}

/** A diagnostic of ours, with what it was made from. */
interface Found extends Diagnostic {
  readonly underline: Underline
  readonly fixes: readonly Fix[]
  /** The text that ranges and edits are of. */
  readonly text: string
}

/** How many fixes are looked for at once; more problems than this are told without. */
const fixesAtMost = 100

/** Underlines problems of the text as it is, with their fixes; nothing when the text changes before those are known. */
export async function underline(view: EditorView, problems: readonly Underline[]): Promise<void> {
  const { doc } = view.state
  const dockerfile = view.state.field(parsed, false)
  const { fixesFor } = await language()
  const { state } = view
  if (state.doc !== doc) return
  const found = problems.flatMap((one, at) => {
    const fixes = dockerfile === undefined || at >= fixesAtMost ? [] : fixesFor(one.problem, dockerfile)
    return foundFrom(one, state, fixes, dockerfile)
  })
  const before = summary(diagnosticsIn(state))
  view.dispatch(setDiagnostics(state, found))
  const after = summary(found)
  if (view.hasFocus && before !== after) announce(view, after)
}

function foundFrom(
  one: Underline,
  state: EditorState,
  fixes: readonly Fix[],
  dockerfile: Dockerfile | undefined,
): readonly Found[] {
  const { problem, page } = one
  const range = problem.focus ?? problem.range
  if (range === undefined || range.from > state.doc.length) return []
  const line = state.doc.lineAt(range.from)
  const text = dockerfile?.text ?? ''
  return [
    {
      from: range.from,
      // A whole RUN of twenty lines is underlined in its first.
      to: Math.min(range.to, line.to),
      severity: problem.severity === 'note' ? 'info' : problem.severity,
      message: problem.message,
      source: problem.code,
      renderMessage: () => drawMessage(problem, page),
      actions: fixes.map((fix) => ({ name: fix.title, apply: (view) => mend(view, fix, text) })),
      underline: one,
      fixes,
      text,
    },
  ]
}

function drawMessage({ message, advice, code }: Problem, page: string | undefined): HTMLElement {
  const drawn = element('div', 'message')
  drawn.append(element('p', '', message))
  if (advice !== undefined) drawn.append(element('p', 'advice', advice))
  drawn.append(page === undefined ? element('span', 'code', code) : drawLink(page, words.writing.about(code)))
  return drawn
}

function mend(view: EditorView, fix: Fix, text: string): void {
  if (view.state.doc.toString() !== text) announce(view, words.writing.theTextHasChangedLookAgain)
  else {
    view.dispatch(changeBy(view.state, words.writing.fix(fix.title), fix.edits))
    announce(view, words.writing.done(fix.title))
  }
}

function diagnosticsIn(state: EditorState): readonly Found[] {
  const found: Found[] = []
  forEachDiagnostic(state, (diagnostic) => {
    if (isFound(diagnostic)) found.push(diagnostic)
  })
  return found
}

function isFound(diagnostic: Diagnostic): diagnostic is Found {
  return 'underline' in diagnostic
}

function summary(found: readonly Found[]): string {
  const errors = found.filter(({ severity }) => severity === 'error').length
  const others = found.length - errors
  return found.length === 0 ? words.writing.noProblems : words.writing.summary(errors, others)
}

/** Goes to the next problem or the one before, round the end of the file, and tells what it is. */
export function goToProblem(view: EditorView, which: 'next' | 'previous'): boolean {
  const { head } = view.state.selection.main
  const all = [...diagnosticsIn(view.state)].sort((a, b) => a.from - b.from)
  // A problem at the cursor is the next one until it has been told.
  const told = popupPlace(view.state) === head ? head : head - 1
  const target =
    which === 'next'
      ? (all.find(({ from }) => from > told) ?? all[0])
      : (all.findLast(({ from }) => from < head) ?? all.at(-1))
  if (target === undefined) {
    announce(view, words.writing.noProblems)
    return true
  }
  view.dispatch({ selection: { anchor: target.from }, scrollIntoView: true, userEvent: 'select' })
  const others = all.filter((each) => each.from === target.from)
  tell(view, [others[0] ?? target, ...others.slice(1)])
  return true
}

/** Shows the first of some problems, and the others of its place behind it. */
function tell(view: EditorView, [first, ...others]: readonly [Found, ...Found[]]): void {
  const { from, severity, underline: one } = first
  const kind = words.problems.severities[severity === 'info' || severity === 'hint' ? 'note' : severity]
  const advice = one.problem.advice === undefined ? '' : ` ${one.problem.advice}`
  const ways = [first, ...others].some(({ fixes }) => fixes.length > 0) ? words.writing.mendsIt(fixKey) : ''
  showCard(view, from, {
    title: `${kind}: ${one.problem.code}`,
    text: `${withStop(one.problem.message)}${advice}${ways}`,
    facts: others.map(({ underline: { problem } }) => ({ name: problem.code, value: problem.message })),
    page: one.page,
  })
}

function withStop(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`
}

const fixKey = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘ .' : 'Ctrl .'

/** The problems at the cursor, else those of its line. */
function problemsAt(state: EditorState): readonly Found[] {
  const { from, to } = state.selection.main
  const here = diagnosticsIn(state).filter((found) => found.from <= to && found.to >= from)
  if (here.length > 0) return here
  const line = state.doc.lineAt(from)
  return diagnosticsIn(state).filter((found) => found.from <= line.to && found.to >= line.from)
}

/** Opens the ways to mend what is wrong at the cursor, each once, and what can be read about it. */
export function mendHere(view: EditorView): boolean {
  const found = problemsAt(view.state)
  const ways = new Map(found.flatMap(({ fixes, text }) => fixes.map((fix) => [JSON.stringify(fix), { fix, text }])))
  const choices: readonly Choice[] = [
    ...[...ways.values()].map(({ fix, text }) => ({ text: fix.title, run: () => mend(view, fix, text) })),
    ...found.flatMap(({ underline: { problem, page } }) =>
      page === undefined ? [] : [{ text: words.writing.readAbout(problem.code), page }],
    ),
  ]
  if (choices.length === 0) announce(view, words.writing.nothingIsWrongInThisLine)
  else openMenu(view, view.state.selection.main.head, words.writing.waysToMendThis, choices)
  return true
}
