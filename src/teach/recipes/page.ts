import { siteBase } from '../../state/site.ts'
import { codeFor, type Host } from '../deliver/snippet.ts'
import { recipes } from './recipe.ts'

/**
 * The page of recipes: puts the address into the codes that the page was opened from, the exercise that is chosen (`?exercise=slug`), and copies them.
 */
export function wakeRecipes(page: Document): void {
  const select = page.querySelector<HTMLSelectElement>('#recipe-exercise')
  const said = page.querySelector<HTMLElement>('.copied')
  if (select === null || said === null) return
  const site = new URL(siteBase, location.href).href
  const codeOf = (host: Host): string => {
    const { value: slug, selectedOptions } = select
    const title = selectedOptions[0]?.dataset.title ?? ''
    return codeFor(host, {
      site,
      slug,
      title,
      theme: 'system',
      seed: '',
      compact: false,
      isIsolated: false,
      height: Number(select.dataset.height),
    })
  }
  const show = (): void => {
    for (const { host } of recipes) {
      const place = page.querySelector(`[data-recipe="${host}"]`)
      if (place !== null) place.textContent = codeOf(host)
    }
  }
  const asked = new URL(location.href).searchParams.get('exercise')
  if ([...select.options].some(({ value }) => value === asked)) select.value = asked ?? ''
  select.addEventListener('change', show)
  show()
  for (const { host, name } of recipes)
    page.querySelector(`[data-copy="${host}"]`)?.addEventListener('click', () => {
      void copied(codeOf(host)).then((isDone) => {
        said.textContent = isDone
          ? `The code for ${name} is on the clipboard.`
          : 'The browser lets no page use the clipboard here: mark the code and copy it.'
      })
    })
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
