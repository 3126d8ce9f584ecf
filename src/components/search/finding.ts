/** One place that was found. */
export interface Found {
  /** `Lesson`, `Glossary`, `Check` and so on; empty where the page does not say. */
  readonly kind: string
  readonly title: string
  /** The section, where it is not the page as a whole. */
  readonly section: string | undefined
  readonly href: string
  /** Some words around what was looked for; `marked` are the words themselves. */
  readonly excerpt: readonly Piece[]
}

export interface Piece {
  readonly text: string
  readonly marked: boolean
}

/** What a search gave: how many pages, and the first of them. */
export interface Findings {
  readonly count: number
  readonly found: readonly Found[]
}

const shownAtMost = 8
/** So many are looked at, for what is called as the words say. */
const readAtMost = 16

/** The part of pagefind that is used. */
interface Engine {
  options(settings: Readonly<Record<string, unknown>>): Promise<void>
  search(words: string): Promise<{ results: readonly { data(): Promise<PageData> }[] }>
}

interface SectionData {
  readonly title: string
  readonly url: string
  readonly excerpt: string
}

interface PageData extends SectionData {
  readonly meta: Readonly<Record<string, string>>
  readonly sub_results: readonly SectionData[]
}

let engine: Promise<Engine> | undefined

/** Fetches the index, once. Rejects where there is none, or no network to fetch it by. */
export function openIndex(base: string): Promise<Engine> {
  engine ??= fetchEngine(base).catch((error: unknown) => {
    engine = undefined
    throw error
  })
  return engine
}

async function fetchEngine(base: string): Promise<Engine> {
  const module: unknown = await import(/* @vite-ignore */ `${base}pagefind/pagefind.js`)
  if (!isEngine(module)) throw new RangeError('The index of the pages has another form.')
  await module.options({ baseUrl: base, excerptLength: 18 })
  return module
}

function isEngine(value: unknown): value is Engine {
  if (typeof value !== 'object' || value === null) return false
  return typeof Reflect.get(value, 'search') === 'function' && typeof Reflect.get(value, 'options') === 'function'
}

/** The pages in which words are found, best first. */
export async function find(words: string, base: string): Promise<Findings> {
  const { results } = await (await openIndex(base)).search(words)
  const pages = await Promise.all(results.slice(0, readAtMost).map((result) => result.data()))
  const found = pages.map(foundIn)
  const meant = found.filter((one) => holds(one, words))
  const count = meant.length === found.length ? results.length : meant.length
  return { count, found: namesakesFirst(meant, words).slice(0, shownAtMost) }
}

/** What is called as the words say, and then the rest as it was. */
export function namesakesFirst(found: readonly Found[], words: string): readonly Found[] {
  const name = words.trim().toLowerCase()
  const isNamesake = ({ title }: Found) => title.toLowerCase() === name
  return [...found.filter(isNamesake), ...found.filter((one) => !isNamesake(one))]
}

/** Whether one of the words begins a word of what was found. Where there is none, pagefind gives pages that share a letter. */
export function holds({ title, section = '', excerpt }: Found, words: string): boolean {
  const text = `${title} ${section} ${excerpt.map((piece) => piece.text).join('')}`.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .some((word) => word !== '' && text.includes(word.slice(0, 4)))
}

/** The best section of a page, or the page itself. */
function foundIn(page: PageData): Found {
  const section = page.sub_results.find(({ url }) => url.includes('#'))
  const best = page.sub_results[0] ?? page
  const isSection = section !== undefined && best.url === section.url
  return {
    kind: page.meta.kind ?? '',
    title: page.meta.title ?? page.url,
    section: isSection ? section.title : undefined,
    href: best.url,
    excerpt: piecesOf(best.excerpt),
  }
}

/** An excerpt, in which `<mark>` stands around words, as pieces of text. */
export function piecesOf(excerpt: string): readonly Piece[] {
  return excerpt
    .split(/(<mark>.*?<\/mark>)/s)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: plainText(piece.replace(/<\/?mark>/g, '')), marked: piece.startsWith('<mark>') }))
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", '#x27': "'" }

function plainText(html: string): string {
  return html.replace(/&([a-z]+|#\w+);/g, (whole, name: string) => entities[name] ?? whole)
}
