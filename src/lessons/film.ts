/** How long one picture of a film stands, in milliseconds: long enough to read a sentence below it. */
const pictureMs = 4200

/** Films that play, and what ends them. */
const playing = new Map<Element, ReturnType<typeof setInterval>>()

/** What a button of a film does: `back`, `on`, or `play`, which stops one that plays. */
export function turnFilm(button: HTMLElement): void {
  const film = button.closest('.film')
  if (film === null) return
  const { film: what } = button.dataset
  const wasPlaying = playing.has(film)
  stop(film)
  if (what !== 'play') show(film, placeOf(film) + (what === 'back' ? -1 : 1))
  else if (!wasPlaying) play(film)
}

function play(film: Element): void {
  const frames = framesOf(film)
  show(film, placeOf(film) >= frames.length - 1 ? 0 : placeOf(film) + 1)
  if (placeOf(film) === frames.length - 1) return
  film.classList.add('is-playing')
  playing.set(
    film,
    setInterval(() => {
      show(film, placeOf(film) + 1)
      if (placeOf(film) === frames.length - 1) stop(film)
    }, pictureMs),
  )
}

function stop(film: Element): void {
  clearInterval(playing.get(film))
  playing.delete(film)
  film.classList.remove('is-playing')
}

function show(film: Element, at: number): void {
  const frames = framesOf(film)
  const place = Math.max(0, Math.min(frames.length - 1, at))
  frames.forEach((frame, one) => {
    frame.classList.toggle('is-shown', one === place)
  })
  const number = film.querySelector('.film-at')
  const said = film.querySelector('.film-said')
  if (number !== null) number.textContent = String(place + 1)
  if (said !== null) said.textContent = wordsOf(frames[place])
}

/** The words of a picture's item, without those in the drawing. */
function wordsOf(frame: Element | undefined): string {
  return [...(frame?.childNodes ?? [])]
    .filter((node) => node.nodeName.toLowerCase() !== 'svg')
    .map((node) => node.textContent ?? '')
    .join('')
    .trim()
}

function framesOf(film: Element): readonly Element[] {
  return [...film.querySelectorAll('.frame')]
}

function placeOf(film: Element): number {
  return Math.max(
    0,
    framesOf(film).findIndex((frame) => frame.classList.contains('is-shown')),
  )
}
