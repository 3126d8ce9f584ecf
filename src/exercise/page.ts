import type { Exercise, Place } from '../../simulator/exercises.ts'
import type { Tell } from '../engine/protocol.ts'
import { type Attempt, loadAttempts, noAttempt, saveAttempt } from '../state/exercises.ts'
import { catalogBase } from '../state/site.ts'
import { allWords, judgingWords } from '../words/fetch.ts'
import { Bench } from '../workbench/bench.ts'
import { pageEngine } from '../workbench/page-engine.ts'
import { Desk, type DeskWorld } from './desk.ts'
import type { Part } from './part.ts'
import { hasVariants, projectOf } from './project.ts'

/** What an exercise's page was made of: the exercise, and what tells its version from others. */
export interface ExercisePaper {
  readonly exercise: Exercise
  readonly version: string
}

/** What the page of an exercise is given beside the paper. */
export interface PageOptions {
  /** Whose variant it is; by default that of this browser. */
  readonly seed?: string
  /** What was done before; by default what this browser has kept. */
  readonly attempt?: Attempt
  readonly keep?: DeskWorld['keep']
  readonly report?: DeskWorld['report']
}

/**
 * Brings the page of an exercise to life: the workbench that holds its files, and the parts around it. `room` holds them all. Gives the desk at
 * which it is worked.
 */
export async function openExercise(room: HTMLElement, paper: ExercisePaper, options: PageOptions = {}): Promise<Desk> {
  const { exercise, version } = paper
  const before = options.attempt ?? loadAttempts().get(exercise.id) ?? noAttempt
  const seed = options.seed ?? (before.seed === '' && hasVariants(exercise) ? newSeed() : before.seed)
  const attempt = { ...before, seed }
  const variant = hasVariants(exercise) ? await variantFor(exercise, seed) : exercise
  const desk = new Desk(exercise, variant, version, attempt, {
    keep: options.keep ?? ((next) => void saveAttempt(exercise.id, next)),
    report: options.report ?? (() => undefined),
    now: () => performance.now(),
  })
  if (seed !== before.seed) desk.keepSeed()
  const workbench = room.querySelector('layerwise-workbench')
  desk.attach(workbench === null ? new Bench(projectOf(variant), catalogBase) : await benchOf(workbench, variant))
  await Promise.all([
    import('./goals/element.ts'),
    import('./answers/element.ts'),
    import('./outcome/element.ts'),
    allWords(),
    judgingWords(),
  ])
  for (const part of room.querySelectorAll<Part>('layerwise-goals, layerwise-answers, layerwise-outcome'))
    part.desk = desk
  lockUntilAttempt(room, desk)
  room.addEventListener('go-to', (event) => {
    if (event instanceof CustomEvent) goTo(room, desk, event.detail)
  })
  room.classList.add('open')
  return desk
}

/** Eight letters that nobody has chosen. */
function newSeed(): string {
  return [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The exercise as a seed has it, worked out by the engine. */
function variantFor(exercise: Exercise, seed: string): Promise<Exercise> {
  return new Promise((resolve) => {
    const told = (tell: Tell): void => {
      if (tell.kind !== 'exercise' || tell.answer.kind === 'step') return
      resolve(tell.answer.kind === 'opened' ? tell.answer.exercise : exercise)
    }
    const session = pageEngine(catalogBase).open(`variant ${exercise.id}`, { told, health: () => undefined })
    session.setProject([], { dockerfile: 'Dockerfile', tag: 'variant' })
    session.exercise({ kind: 'open', exercise: { ...exercise, images: [] }, seed })
  })
}

/** Wakes the workbench with the files of the variant. */
async function benchOf(workbench: Element, variant: Exercise): Promise<Bench> {
  const data = workbench.querySelector('script[type="application/json"]')
  if (data !== null) data.textContent = JSON.stringify(projectOf(variant)).replaceAll('<', '\\u003c')
  workbench.toggleAttribute('eager', true)
  await import('../workbench/workbench.ts')
  const bench = 'bench' in workbench ? workbench.bench : undefined
  if (!(bench instanceof Bench)) throw new RangeError('the workbench of the exercise did not open')
  const [first] = variant.editable
  // The files that are to be changed have their tabs from the start.
  bench.setTabs([...new Set([...bench.state.tabs, ...variant.editable])], first ?? bench.state.open)
  if (first !== undefined && !/dockerfile/i.test(first)) bench.turnTo('terminal')
  return bench
}

/** In an exercise that is about a prediction, the workbench opens once it was made. */
function lockUntilAttempt(room: HTMLElement, desk: Desk): void {
  const place = room.querySelector('.bench-place')
  if (!(place instanceof HTMLElement) || desk.state.exercise.type !== 'predict') return
  const look = (): void => {
    place.classList.toggle('locked', desk.state.attempt.attempts === 0)
  }
  look()
  desk.listen(look)
}

/** Brings what a check points at into sight. */
function goTo(room: HTMLElement, desk: Desk, place: Place): void {
  const workbench = room.querySelector('layerwise-workbench')
  const { bench } = desk
  if (place.kind === 'answer') {
    const answers = room.querySelector('layerwise-answers')
    const asked = answers?.shadowRoot?.getElementById(`ask-${place.ask}`)
    asked?.scrollIntoView({ block: 'center' })
    asked?.focus()
    return
  }
  if (workbench === null || bench === undefined) return
  workbench.scrollIntoView({ block: 'nearest' })
  if (place.kind === 'line') {
    bench.openFile(place.file)
    workbench.dispatchEvent(new CustomEvent('show-line', { detail: place.line }))
  } else if (place.kind === 'layer') {
    bench.openLayer(place.layer)
    bench.showPane('files')
  } else if (bench.state.files.some(({ path }) => path === place.path)) bench.openFile(place.path)
  else bench.showPane('files')
}

/** The exercise of a page, fetched from beside it. Rejects when it cannot be had. */
export async function fetchPaper(address: string): Promise<ExercisePaper> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address}: ${response.status}`)
  return response.json()
}
