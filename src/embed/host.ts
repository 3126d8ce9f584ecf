import { type FrameMessage, messagesVersion, readFrameMessage } from './messages.ts'

/** As high as the frame is until it tells what it needs, and as high as it may ever become, in CSS pixels. */
const fallbackHeight = 640
const highest = 20_000

/** What a frame may do. `isolated` takes its storage and its origin from it as well: then what is made in it is kept by this page alone. */
const usual = 'allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox'
const isolated = 'allow-scripts allow-popups allow-popups-to-escape-sandbox'

/** What the attributes of the element say, as far as the address of the frame depends on them. */
export interface Wanted {
  readonly exercise: string | null
  readonly src: string | null
  readonly theme: string | null
  readonly lang: string | null
  readonly seed: string | null
  readonly compact: boolean
  readonly state: string | null
}

/**
 * The address of the frame, or undefined when the attributes name none. `base` is the folder that this script lies in; `src` may lead below that
 * folder only, so that a page's text cannot put another site into the frame.
 */
export function frameAddress(wanted: Wanted, base: string): string | undefined {
  const address = startOf(wanted, base)
  if (address === undefined) return undefined
  for (const name of ['theme', 'lang', 'seed'] as const) {
    const value = wanted[name]
    if (value !== null && value !== '') address.searchParams.set(name, value)
  }
  if (wanted.compact) address.searchParams.set('compact', '')
  if (wanted.state !== null && wanted.state !== '') address.hash = `state=${wanted.state}`
  return address.href
}

function startOf({ exercise, src, lang }: Wanted, base: string): URL | undefined {
  if (exercise !== null && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(exercise)) {
    const folder = lang !== null && /^[a-z]{2}$/.test(lang) && lang !== 'en' ? `${lang}/` : ''
    return new URL(`${folder}embed/exercise/${exercise}/`, base)
  }
  if (src === null || !URL.canParse(src, base)) return undefined
  const address = new URL(src, base)
  return address.href.startsWith(base) ? address : undefined
}

/**
 * `<layerwise-exercise exercise="fat-to-slim">`: an exercise in the page, as a frame that is as high as it needs to be. Attributes: `exercise`, its name in the address,
 * or `src`, the address of another frame of this site (with files in its fragment); `theme` (`light`, `dark`), `lang`, `seed`, `compact`, `state`
 * (as a `state` event gave it), `height` (pixels, until the frame tells its own), `isolated`. Events: `ready`, `attempt`, `verdict`, `state`, `refused`;
 * `detail` is the message.
 */
export function defineElement(base: string): void {
  if (customElements.get('layerwise-exercise') !== undefined) return

  class LayerwiseExercise extends HTMLElement {
    static readonly observedAttributes = ['theme']
    #frame: HTMLIFrameElement | undefined
    #state: string | undefined

    /** What was made in the frame, as it was told last: for the attribute `state` of another day. */
    get state(): string | undefined {
      return this.#state
    }

    /** Puts something that was made before into the frame. */
    restore(state: string): void {
      this.#post({ kind: 'restore', state })
    }

    connectedCallback(): void {
      window.addEventListener('message', this.#hear)
      if (this.#frame !== undefined) return
      const wanted: Wanted = {
        exercise: this.getAttribute('exercise'),
        src: this.getAttribute('src'),
        theme: this.getAttribute('theme'),
        lang: this.getAttribute('lang'),
        seed: this.getAttribute('seed'),
        compact: this.hasAttribute('compact'),
        state: this.getAttribute('state'),
      }
      const address = frameAddress(wanted, base)
      if (address === undefined) {
        this.textContent = 'This exercise has no address: set the attribute “exercise” to its id.'
        return
      }
      this.#frame = this.#made(address)
      this.style.display = 'block'
      this.replaceChildren(this.#frame)
    }

    disconnectedCallback(): void {
      window.removeEventListener('message', this.#hear)
    }

    attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
      if (before === now || this.#frame === undefined) return
      this.#post({ kind: 'theme', theme: now === 'light' || now === 'dark' ? now : 'system' })
    }

    #made(address: string): HTMLIFrameElement {
      const frame = document.createElement('iframe')
      const height = Number(this.getAttribute('height'))
      frame.src = address
      frame.title = this.getAttribute('title') ?? 'Exercise of Layerwise'
      frame.loading = 'lazy'
      frame.allow = 'clipboard-write'
      frame.setAttribute('sandbox', this.hasAttribute('isolated') ? isolated : usual)
      frame.style.cssText = `display:block;width:100%;border:0;height:${height > 0 && height <= highest ? height : fallbackHeight}px`
      return frame
    }

    #post(message: { kind: 'restore'; state: string } | { kind: 'theme'; theme: string }): void {
      // The frame's origin is opaque where it is isolated; it gets nothing that it has not made itself.
      this.#frame?.contentWindow?.postMessage({ layerwise: messagesVersion, ...message }, '*')
    }

    readonly #hear = (event: MessageEvent<unknown>): void => {
      if (this.#frame === undefined || event.source !== this.#frame.contentWindow) return
      const read = readFrameMessage(event.data)
      if (read.kind === 'read') this.#act(read.message)
      else if (read.kind === 'refused') this.#tell('refused', { kind: 'refused', why: read.why })
    }

    #act(message: FrameMessage): void {
      if (message.kind === 'height') {
        if (this.#frame !== undefined) this.#frame.style.height = `${Math.min(message.height, highest)}px`
        return
      }
      if (message.kind === 'state') this.#state = message.state
      this.#tell(message.kind, message)
    }

    #tell(name: string, detail: unknown): void {
      this.dispatchEvent(new CustomEvent(name, { detail }))
    }
  }

  customElements.define('layerwise-exercise', LayerwiseExercise)
}
