// The button in the head of a page that chooses between the system's look, light and dark; loaded with the page (layouts/Page.astro).
const order = ['system', 'light', 'dark'] as const
const root = document.documentElement

function show(theme: string): void {
  if (theme === 'system') delete root.dataset.theme
  else root.dataset.theme = theme
  for (const label of document.querySelectorAll<HTMLElement>('[data-theme-label]'))
    label.textContent = label.dataset[theme] ?? ''
}

function keep(theme: string): void {
  try {
    if (theme === 'system') localStorage.removeItem('layerwise:theme')
    else localStorage.setItem('layerwise:theme', theme)
  } catch {
    // Storage is blocked: the choice holds for this page.
  }
}

show(root.dataset.theme ?? 'system')
for (const button of document.querySelectorAll('[data-theme-switch]'))
  button.addEventListener('click', () => {
    const now = order.findIndex((theme) => theme === (root.dataset.theme ?? 'system'))
    const next = order[(now + 1) % order.length] ?? 'system'
    show(next)
    keep(next)
  })

export {}
