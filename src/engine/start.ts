/**
 * Starts a worker from its address. In a frame that is isolated (`sandbox` without `allow-same-origin`) the page has no origin, and a browser starts no
 * worker from an address there, nor a module from the page's own text: then it begins as a classic script of the page's own that fetches the worker, and holds what
 * is sent until that listens. The host of the site must let its scripts be read from elsewhere for that (`Access-Control-Allow-Origin`), as for
 * all modules in such a frame.
 */
export function startFrom(workerUrl: string): Worker {
  if (self.origin !== 'null') return new Worker(workerUrl, { type: 'module' })
  const own = URL.createObjectURL(new Blob([ownScript(new URL(workerUrl, import.meta.url).href)]))
  const worker = new Worker(own)
  // Read when the worker has begun; a moment is not enough to be sure of that.
  setTimeout(() => URL.revokeObjectURL(own), 60_000)
  return worker
}

function ownScript(address: string): string {
  return `const held = []
const hold = (event) => held.push(event.data)
addEventListener('message', hold)
import(${JSON.stringify(address)}).then(
  () => {
    removeEventListener('message', hold)
    for (const data of held) dispatchEvent(new MessageEvent('message', { data }))
  },
  (error) => setTimeout(() => { throw error }),
)`
}
