import { siteBase } from '../state/site.ts'
import { allWords } from '../words/fetch.ts'
import type { KeysDialog } from './keys/element.ts'
import type { Host } from './palette/actions.ts'
import type { PaletteDialog } from './palette/element.ts'

/** A workbench over which dialogs open. */
export interface Summoner extends Host {
  readonly renderRoot: HTMLElement | DocumentFragment
}

/** Opens the list of keys over a workbench, or that of all that can be done. `base` is where the site lies. */
export async function summon(what: 'keys' | 'actions', host: Summoner, base: string): Promise<void> {
  if (what === 'keys') {
    const [{ KeysDialog }] = await Promise.all([import('./keys/element.ts'), allWords()])
    return dialogIn(
      host,
      (one): one is KeysDialog => one instanceof KeysDialog,
      () => new KeysDialog(),
    ).show()
  }
  const [{ PaletteDialog }, { actionsOf }] = await Promise.all([
    import('./palette/element.ts'),
    import('./palette/actions.ts'),
    allWords(),
  ])
  const palette = dialogIn(
    host,
    (one): one is PaletteDialog => one instanceof PaletteDialog,
    () => new PaletteDialog(),
  )
  return palette.show(actionsOf(host, base, () => void summon('keys', host, base)))
}

/** The same from within a workbench: over the one that a part stands in. */
export async function summonFrom(what: 'keys' | 'actions', part: Element): Promise<void> {
  const root = part.getRootNode()
  if (root instanceof ShadowRoot && isSummoner(root.host)) await summon(what, root.host, siteBase)
}

function isSummoner(element: Element): element is Element & Summoner {
  return 'bench' in element && 'build' in element && 'renderRoot' in element
}

/** The dialog of a kind that a workbench has, made where it has none yet. */
function dialogIn<Dialog extends Element>(
  { renderRoot }: Summoner,
  isDialog: (element: Element) => element is Dialog,
  make: () => Dialog,
): Dialog {
  const place = renderRoot.querySelector('.bench') ?? renderRoot
  const found = [...place.children].find(isDialog)
  if (found !== undefined) return found
  const made = make()
  place.append(made)
  return made
}
