import { defineElement } from './host.ts'

// The whole of `embed.js`: a script that stands in somebody else's page, as it is or as a module.
const script =
  document.currentScript instanceof HTMLScriptElement
    ? document.currentScript
    : document.querySelector<HTMLScriptElement>('script[src$="/embed.js"]')
if (script !== null && script.src !== '') defineElement(new URL('.', script.src).href)
