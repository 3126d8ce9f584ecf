// What a lesson's page does beside its workbenches. Nothing of it is fetched before somebody presses something.
document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-film]') : null
  if (button !== null) void import('./film.ts').then(({ turnFilm }) => turnFilm(button))
})
