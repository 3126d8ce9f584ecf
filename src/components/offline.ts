/**
 * Has this page and the engine kept for when there is no network, and says so while there is none. Where the browser has no room for it, or does not
 * allow it, the site goes on as before. Not within another page's frame.
 */
export async function keepForOffline(base: string): Promise<void> {
  say()
  for (const event of ['online', 'offline']) window.addEventListener(event, say)
  if (window.top !== window || !('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register(`${base}sw.js${isSparing() ? '?sparing' : ''}`, { scope: base })
    const { active } = await navigator.serviceWorker.ready
    active?.postMessage({ kind: 'visited', path: location.pathname })
    navigator.serviceWorker.addEventListener('message', () => {
      document.documentElement.dataset.kept = 'yes'
    })
  } catch {
    // A private window, a browser without room: there is no copy for later, and nothing else is lost.
  }
}

function isSparing(): boolean {
  const connection: unknown = Reflect.get(navigator, 'connection')
  return typeof connection === 'object' && connection !== null && Reflect.get(connection, 'saveData') === true
}

/** A line at the foot of the window while there is no network. */
function say(): void {
  const line = document.querySelector('.offline-line') ?? lineElement()
  line.textContent = navigator.onLine ? '' : (document.body.dataset.offline ?? '')
}

function lineElement(): HTMLElement {
  const line = document.createElement('p')
  line.className = 'offline-line'
  line.setAttribute('role', 'status')
  document.body.append(line)
  return line
}
