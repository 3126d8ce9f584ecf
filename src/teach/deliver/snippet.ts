/** What a page is to show: one of the site's exercises, or one that travels in the address. */
export interface Wanted {
  /** The folder of the site, as others reach it: `https://layers.example/`. */
  readonly site: string
  readonly title: string
  /** The last part of the address of one of the site's exercises. */
  readonly slug?: string
  /** An exercise of one's own, packed for a fragment. */
  readonly packed?: string
  readonly theme: 'system' | 'light' | 'dark'
  /** Makes the numbers of a group the same; empty: each learner has their own. */
  readonly seed: string
  readonly compact: boolean
  /** The frame gets no storage and no origin of its own. */
  readonly isIsolated: boolean
  /** CSS pixels, until the frame tells its own height. */
  readonly height: number
}

/** Where what is pasted will stand. */
export type Host = 'html' | 'moodle' | 'canvas' | 'openedx' | 'docusaurus' | 'mkdocs' | 'jupyterbook' | 'reveal'

const usual = 'allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox'
const isolated = 'allow-scripts allow-popups allow-popups-to-escape-sandbox'

/** The address of the frame. */
export function frameAddress(wanted: Wanted): string {
  const { site, slug, packed, theme, seed, compact } = wanted
  const address = new URL(`embed/exercise/${slug === undefined ? '' : `${slug}/`}`, site)
  if (theme !== 'system') address.searchParams.set('theme', theme)
  if (seed !== '') address.searchParams.set('seed', seed)
  if (compact) address.searchParams.set('compact', '')
  return `${address.href}${packed === undefined ? '' : `#exercise=${packed}`}`
}

/** The address of the exercise as a page of its own; with a seed, all who follow it have the same numbers. */
export function pageAddress({ site, slug, packed, seed }: Wanted): string {
  const address = new URL(`exercises/${slug ?? 'own'}/`, site)
  if (seed !== '') address.searchParams.set('seed', seed)
  return `${address.href}${packed === undefined ? '' : `#exercise=${packed}`}`
}

/** A frame that any page can hold. */
export function frameCode(wanted: Wanted): string {
  const { title, height, isIsolated } = wanted
  return `<iframe src="${attribute(frameAddress(wanted))}" title="${attribute(title)}" width="100%" height="${height}" style="border:0" loading="lazy" allow="clipboard-write" sandbox="${isIsolated ? isolated : usual}"></iframe>`
}

/** The element that sizes its frame and reports what happens; its script once in a page. */
export function elementCode(wanted: Wanted): string {
  const { site, title, slug, packed, theme, seed, compact, isIsolated, height } = wanted
  const attributes = [
    slug === undefined ? ['src', `embed/exercise/#exercise=${packed ?? ''}`] : ['exercise', slug],
    ['title', title],
    ...(theme === 'system' ? [] : [['theme', theme]]),
    ...(seed === '' ? [] : [['seed', seed]]),
    ['height', String(height)],
  ].map(([name = '', value = '']) => `${name}="${attribute(value)}"`)
  const flags = [...(compact ? ['compact'] : []), ...(isIsolated ? ['isolated'] : [])]
  return `<script src="${attribute(new URL('embed.js', site).href)}" async></script>
<layerwise-exercise ${[...attributes, ...flags].join(' ')}></layerwise-exercise>`
}

/** What is pasted into a page of a host. */
export function codeFor(host: Host, wanted: Wanted): string {
  switch (host) {
    case 'html':
    case 'openedx':
    case 'mkdocs':
      return elementCode(wanted)
    case 'moodle':
    case 'canvas':
      return frameCode(wanted)
    case 'docusaurus':
      return frameCode(wanted)
        .replace(' style="border:0"', ' style={{ border: 0 }}')
        .replace(`height="${wanted.height}"`, `height={${wanted.height}}`)
        .replace(/><\/iframe>$/, ' />')
    case 'jupyterbook':
      return `\`\`\`{raw} html\n${frameCode(wanted)}\n\`\`\``
    case 'reveal':
      return `<section>\n  ${frameCode({ ...wanted, compact: true }).replace(' src=', ' data-preload data-src=')}\n</section>`
  }
}

function attribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
