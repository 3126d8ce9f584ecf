import * as deAround from './de/around.ts'
import * as deFirst from './de/first.ts'
import * as deJudging from './de/judging.ts'
import * as dePanes from './de/panes.ts'
import * as deSite from './de/site.ts'
import * as enAround from './en/around.ts'
import * as enFirst from './en/first.ts'
import * as enJudging from './en/judging.ts'
import * as enPanes from './en/panes.ts'
import * as enSite from './en/site.ts'
import type { Language } from './languages.ts'
import { speak, type Words, words } from './words.ts'

/** Every language whole: for where pages are made, for the command and for tests. A page fetches its own alone ({@link ./fetch.ts}). */
export const wordsOf: Readonly<Record<Language, Words>> = {
  en: { ...enFirst, ...enPanes, ...enAround, ...enJudging, ...enSite },
  de: { ...deFirst, ...dePanes, ...deAround, ...deJudging, ...deSite },
}

/** Speaks a language from now on. */
export function speakLanguage(language: Language): void {
  speak(wordsOf[language])
}

/** Does something in a language, and goes on in the one before. */
export function inLanguage<Result>(language: Language, act: () => Result): Result {
  const before = words.frame.language
  speakLanguage(language)
  try {
    return act()
  } finally {
    speakLanguage(before)
  }
}

/** The same with something that takes its time, as long as nothing else speaks meanwhile: pages are made one after another. */
export async function inLanguageUntil<Result>(language: Language, act: () => Promise<Result>): Promise<Result> {
  const before = words.frame.language
  speakLanguage(language)
  try {
    return await act()
  } finally {
    speakLanguage(before)
  }
}

// English, until another language is spoken.
speakLanguage('en')
