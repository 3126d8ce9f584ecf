import { languageOfPath } from '../words/languages.ts'

// A page that stands for others is made in English; where the address that was asked for is in another language, it says the same in that one.
const base = import.meta.env.BASE_URL.replace(/\/$/, '')
const language = languageOfPath(location.pathname.slice(base.length))
const other = document.querySelector<HTMLTemplateElement>(`template[data-language=${language}]`)
const said = other?.content.querySelector<HTMLElement>('[data-spoken]')
if (other !== null && said) {
  document.querySelector('[data-spoken]')?.replaceWith(said)
  document.title = `${said.dataset.spoken} · Layerwise`
}
