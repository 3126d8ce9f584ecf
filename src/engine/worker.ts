import { Desk } from './desk.ts'
import type { Ask, Tell } from './protocol.ts'

/** What this thread can do; the DOM's types know only a window's. */
interface WorkerScope {
  postMessage(message: Tell, transfer: readonly Transferable[]): void
  onmessage: ((event: MessageEvent<Ask>) => void) | null
}

declare const self: WorkerScope

let catalog = ''

/** Lets waiting messages in. A timer of no time would be held back to four milliseconds when timers follow one another. */
function nextTurn(): Promise<void> {
  return new Promise((resume) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resume()
    }
    port2.postMessage(undefined)
  })
}

const desk = new Desk({
  tell: (tell) => self.postMessage(tell, tell.kind === 'piece' ? [tell.piece.buffer] : []),
  fetchJson: async (path) => {
    const response = await fetch(catalog + path)
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    return response.json()
  },
  loadPrograms: async () => (await import('../../simulator/programs.ts')).programs,
  pause: (milliseconds) =>
    milliseconds === 0 ? nextTurn() : new Promise((resume) => setTimeout(resume, milliseconds)),
})

self.onmessage = ({ data }) => {
  if (data.kind === 'open') catalog = data.catalog
  else void desk.receive(data)
}
