import { speak, type Words } from './words.ts'

let first: Promise<void> | undefined
let around: Promise<void> | undefined
let judging: Promise<void> | undefined
let all: Promise<void> | undefined
let isComplete = false

/** Fetches what the first look of a workbench says, in the page's language; more calls give the same promise. */
export function firstWords(): Promise<void> {
  first ??= spoken(isGerman() ? import('./de/first.ts') : import('./en/first.ts'))
  return first
}

/** Fetches what the page around the workbenches says by script: its search, its questions of looking back, how far the reader has come. */
export function aroundWords(): Promise<void> {
  around ??= spoken(isGerman() ? import('./de/around.ts') : import('./en/around.ts'))
  return around
}

/** Fetches what an exercise says while it is worked, beside {@link allWords}. */
export function judgingWords(): Promise<void> {
  judging ??= spoken(isGerman() ? import('./de/judging.ts') : import('./en/judging.ts'))
  return judging
}

/** Fetches all words that are spoken in a workbench: those of the first look, and those of the panes. */
export function allWords(): Promise<void> {
  all ??= Promise.all([firstWords(), spoken(isGerman() ? import('./de/panes.ts') : import('./en/panes.ts'))]).then(
    () => {
      isComplete = true
    },
  )
  return all
}

/** Does something as soon as all words are there: at once where they are. */
export function whenAllWords(act: () => void): void {
  if (isComplete) act()
  else void allWords().then(act)
}

async function spoken(part: Promise<Partial<Words>>): Promise<void> {
  speak(await part)
}

function isGerman(): boolean {
  return document.documentElement.lang === 'de'
}
