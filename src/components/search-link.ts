// Opens the search from its link, and by its key; the search itself comes then. Loaded with the page (layouts/Page.astro).
const open = async (event: Event) => {
  event.preventDefault()
  const { openSearch } = await import('./search/dialog.ts')
  await openSearch()
}
for (const link of document.querySelectorAll('.search-link')) {
  link.role = 'button'
  link.addEventListener('click', open)
}
document.addEventListener('keydown', (event) => {
  const [field] = event.composedPath()
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || !(field instanceof HTMLElement)) return
  if (!field.isContentEditable && !/^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName)) void open(event)
})

export {}
