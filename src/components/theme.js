;(() => {
  const root = document.documentElement
  root.classList.add('scripted')
  const asked = new URLSearchParams(location.search).get('theme')
  if (asked === 'light' || asked === 'dark') root.dataset.theme = asked
  try {
    const chosen = localStorage.getItem('layerwise:theme')
    if (localStorage.getItem('layerwise:hint') === 'seen') root.dataset.hint = 'seen'
    if (!root.dataset.theme && (chosen === 'light' || chosen === 'dark')) root.dataset.theme = chosen
  } catch {}
})()
