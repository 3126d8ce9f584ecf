// What a lesson's page does beside its workbenches. Nothing of it is fetched before somebody presses something, or has said something in an earlier visit.
document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-film]') : null
  if (button !== null) void import('./film.ts').then(({ turnFilm }) => turnFilm(button))
})

const questions = document.querySelectorAll('.predict[data-at]')
const wake = () => void import('./question.ts').then(({ wakeQuestions }) => wakeQuestions())
for (const question of questions)
  for (const type of ['pointerover', 'focusin']) question.addEventListener(type, wake, { once: true })
if (questions.length > 0 && hasSaid()) wake()

function hasSaid(): boolean {
  try {
    return localStorage.getItem('layerwise:progress')?.includes('"predictions"') === true
  } catch {
    return false
  }
}
