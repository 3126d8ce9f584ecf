import { defineMiddleware } from 'astro:middleware'
import { speakLanguage } from './words/all.ts'
import { languageOfPath } from './words/languages.ts'

const base = import.meta.env.BASE_URL.replace(/\/$/, '')

/** Speaks the language of each page while it is made; pages are made one after another. */
export const onRequest = defineMiddleware(({ url }, next) => {
  speakLanguage(languageOfPath(url.pathname.slice(base.length)))
  return next()
})
