;(() => {
  const root = document.documentElement
  root.classList.add('scripted')
  try {
    const chosen = localStorage.getItem('layerwise:theme')
    if (localStorage.getItem('layerwise:hint') === 'seen') root.dataset.hint = 'seen'
    if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen
  } catch {}
})()
