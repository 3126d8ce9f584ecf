import { type Exercise, parseExercise, type Verdict } from '../../simulator/exercises.ts'
import { type Around, listenAround, reportHeight, showTheme } from '../embed/around.ts'
import type { CheckResult, Score } from '../embed/messages.ts'
import { readParameters } from '../embed/parameters.ts'
import { type Subject, statement } from '../embed/statements.ts'
import { fitsInLink, unpack } from '../state/packed.ts'
import { beginRoom, packWork, unpackWork } from './page.ts'
import type { Room } from './room.ts'
import type { Work } from './work.ts'

/** How long after the last change the state is told. */
const tellAfterMs = 600

/**
 * Begins the exercise of a frame: the one of the page, or that of the fragment (`#exercise=…`, an author's own), with what was made of it (`state=…`); and
 * tells the page around what is done.
 */
export async function beginExerciseFrame(): Promise<void> {
  const content = document.querySelector<HTMLElement>('[data-frame]')
  if (content === null) return
  const { theme, seed, compact } = readParameters(location.search)
  showTheme(theme)
  content.toggleAttribute('data-compact', compact)
  document.querySelector('layerwise-workbench')?.toggleAttribute('compact', compact)
  const given = exerciseOfFragment()
  const left = workOfFragment()
  let room: Room | undefined
  const around = listenAround((message) => {
    if (message.kind === 'theme') showTheme(message.theme)
    else if (room !== undefined && message.kind === 'ask-state') tellState(room, around)
    else if (room !== undefined && message.kind === 'restore') {
      const read = unpackWork(message.state)
      if (read.kind === 'read') room.restore(read.work, true)
      else around.tell({ kind: 'refused', why: read.message })
    }
  })
  const refused = [given, left].flatMap((one) => (typeof one === 'string' ? [one] : []))
  for (const why of refused) around.tell({ kind: 'refused', why })
  if (refused.length > 0) tellRefusal(content, refused)
  if (typeof given === 'string') return reportHeight(around, content)
  room = await beginRoom({
    seed,
    place: 'frame',
    ...(given === undefined ? {} : { exercise: given }),
    ...(typeof left === 'object' ? { left } : {}),
  })
  if (room !== undefined) follow(room, around)
  else tellRefusal(content, ['it names no exercise'])
  reportHeight(around, content)
}

function follow(room: Room, around: Around): void {
  const { exercise } = room.state
  const { id, title } = exercise
  const subject: Subject = {
    address: location.protocol.startsWith('http') ? location.origin + location.pathname : id,
    title,
    language: document.documentElement.lang,
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  let told = packWork(room.work)
  room.listen(() => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const state = packWork(room.work)
      if (state === told) return
      told = state
      tellState(room, around)
    }, tellAfterMs)
  })
  room.hear((verdict) => {
    const { work } = room
    const score = scoreOf(verdict)
    const ok = verdict.kind === 'pass'
    around.tell({ kind: 'attempt', id, number: work.attempts, ok, statement: statement('attempted', subject) })
    around.tell({
      kind: 'verdict',
      id,
      verdict: verdict.kind === 'not-yet' ? 'not yet' : verdict.kind,
      score,
      seconds: work.seconds,
      checks: verdict.checks.map(checkOf),
      receipt: JSON.stringify(room.submission),
      statement: statement(ok ? 'passed' : 'failed', subject, { score, success: ok, seconds: work.seconds }),
    })
  })
  around.tell({ kind: 'ready', what: 'exercise', id, title })
}

function tellState(room: Room, around: Around): void {
  const state = packWork(room.work)
  if (!fitsInLink(state)) return
  around.tell({ kind: 'state', id: room.state.exercise.id, state })
  const kept = partsOfFragment().filter(([name]) => name !== 'state')
  const fragment = [...kept, ['state', state]].map(([name, value]) => `${name}=${value}`).join('&')
  const onward = document.querySelector<HTMLAnchorElement>('[data-onward]')
  if (onward !== null) onward.hash = fragment
  try {
    history.replaceState(null, '', `#${fragment}`)
  } catch {
    // A browser that lets an isolated frame not change its address: the page around still has been told.
  }
}

/** Goals that are met, of those that are asked for. */
function scoreOf({ checks, score }: Verdict): Score {
  const asked = checks.filter(({ isGuard, isBonus }) => !isGuard && !isBonus)
  return { scaled: score, raw: asked.filter(({ state }) => state === 'passed').length, max: asked.length }
}

function checkOf({ id, say, state, measured }: Verdict['checks'][number]): CheckResult {
  return {
    id,
    say,
    state: state === 'passed' ? 'pass' : state === 'broken' ? 'broken' : 'fail',
    ...(measured === undefined ? {} : { measured }),
  }
}

function partsOfFragment(): readonly (readonly [string, string])[] {
  return location.hash
    .slice(1)
    .split('&')
    .flatMap((part) => {
      const at = part.indexOf('=')
      return at < 1 ? [] : [[part.slice(0, at), part.slice(at + 1)] as const]
    })
}

/** The exercise of the fragment; what is wrong with it, as a text; undefined where there is none. */
function exerciseOfFragment(): Exercise | string | undefined {
  const text = partsOfFragment().find(([name]) => name === 'exercise')?.[1]
  if (text === undefined) return undefined
  const unpacked = unpack(text)
  if (unpacked.kind === 'failed') return unpacked.message
  const read = parseExercise(unpacked.data)
  return read.kind === 'read' ? read.exercise : `it holds no exercise: ${read.message}`
}

function workOfFragment(): Work | string | undefined {
  const text = partsOfFragment().find(([name]) => name === 'state')?.[1]
  if (text === undefined) return undefined
  const read = unpackWork(text)
  return read.kind === 'read' ? read.work : read.message
}

function tellRefusal(content: HTMLElement, reasons: readonly string[]): void {
  const place = content.querySelector<HTMLElement>('.refusal')
  if (place === null) return
  place.hidden = false
  place.textContent = `What this frame was given could not be opened: ${reasons.join('; ')}.`
}
