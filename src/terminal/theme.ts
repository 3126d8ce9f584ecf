import type { ITheme } from '@xterm/xterm'

/** The page's colour for each of a terminal's: those that mean something are what they mean elsewhere on the page. */
const tokens = {
  background: '--surface-code',
  foreground: '--text-normal',
  cursor: '--text-strong',
  cursorAccent: '--surface-code',
  selectionBackground: '--surface-selected',
  black: '--text-strong',
  red: '--color-problem',
  green: '--color-cached',
  yellow: '--color-ran',
  blue: '--text-link',
  magenta: '--color-hidden',
  cyan: '--code-name',
  white: '--text-muted',
  brightBlack: '--text-muted',
  brightRed: '--color-problem',
  brightGreen: '--color-cached',
  brightYellow: '--color-warning',
  brightBlue: '--text-link',
  brightMagenta: '--color-hidden',
  brightCyan: '--code-name',
  brightWhite: '--text-strong',
} as const satisfies ITheme

/** The colours of the page as it is now: light or dark, as it stands at an element. */
export function themeAt(element: Element): ITheme {
  const probe = document.createElement('span')
  probe.hidden = true
  element.append(probe)
  const theme = Object.fromEntries(
    Object.entries(tokens).map(([name, token]) => {
      probe.style.color = `var(${token})`
      return [name, getComputedStyle(probe).color]
    }),
  )
  probe.remove()
  return theme
}

/** Calls back when the page turns light or dark; gives the function that ends it. */
export function whenThemeTurns(turned: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const watch = new MutationObserver(turned)
  watch.observe(document.documentElement, { attributes: true })
  system.addEventListener('change', turned)
  return () => {
    watch.disconnect()
    system.removeEventListener('change', turned)
  }
}
