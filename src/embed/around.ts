import { type FrameMessage, type HostMessage, messagesVersion, readHostMessage } from './messages.ts'

type WithoutHead<Message> = Message extends unknown ? Omit<Message, 'layerwise'> : never

/** What a frame says, without what all messages begin with. */
export type Said = WithoutHead<FrameMessage>

/** What is to be told whoever embeds the frame. */
export interface Around {
  /** Tells the page around; nobody hears it where there is none. */
  tell(message: Said): void
}

/**
 * The page around a frame, from within. Only that page is heard, and only what fits the schema; a message that is meant for us and does not fit
 * is answered with `refused`. Its address is not known in here, so it is told to whoever embeds the frame: it is told nothing but what was
 * done in this very frame.
 */
export function listenAround(hear: (message: HostMessage) => void): Around {
  const around = window.parent
  const tell = (message: Said): void => {
    if (around !== window) around.postMessage({ layerwise: messagesVersion, ...message }, '*')
  }
  window.addEventListener('message', (event) => {
    if (event.source !== around || around === window) return
    const read = readHostMessage(event.data)
    if (read.kind === 'read') hear(read.message)
    else if (read.kind === 'refused') tell({ kind: 'refused', why: read.why })
  })
  return { tell }
}

/**
 * Tells the page around how high the frame's content is, now and whenever it changes: in our own message, and in the one that Canvas listens to.
 * A page that hears neither keeps the height that it has given; the content then scrolls inside.
 */
export function reportHeight(around: Around, content: HTMLElement): void {
  let told = 0
  const report = (): void => {
    const height = Math.ceil(content.getBoundingClientRect().height)
    if (height === 0 || Math.abs(height - told) < 2) return
    told = height
    around.tell({ kind: 'height', height })
    if (window.parent !== window) window.parent.postMessage(JSON.stringify({ subject: 'lti.frameResize', height }), '*')
  }
  new ResizeObserver(report).observe(content)
  report()
}

/** Shows a look, whatever was chosen on the site itself. */
export function showTheme(theme: 'light' | 'dark' | 'system'): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
