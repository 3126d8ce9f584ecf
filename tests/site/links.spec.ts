import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { expect, test } from '@playwright/test'

const dist = join(import.meta.dirname, '../../dist')

/** Every page that was built, by its path, with its HTML without what scripts and templates hold. */
const pages = new Map(
  readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html'))
    .map((file) => file.replaceAll(sep, '/'))
    .map((file) => [
      `/${file.replace(/index\.html$/, '')}`,
      readFileSync(join(dist, file), 'utf8').replace(/<(script|template)\b[^>]*>[\s\S]*?<\/\1>/g, ''),
    ]),
)

const anchors = new Map<string, ReadonlySet<string>>()

function anchorsOf(path: string): ReadonlySet<string> {
  const known =
    anchors.get(path) ?? new Set([...(pages.get(path) ?? '').matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id))
  anchors.set(path, known)
  return known
}

function plain(value: string): string {
  return value.replaceAll('&amp;', '&').replaceAll('&#38;', '&')
}

/** Addresses within the site that a page names: links, scripts, styles, pictures. */
function addressesOf(path: string, html: string): readonly URL[] {
  const found = [...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, value = '']) => plain(value))
  return found
    .filter((value) => value !== '' && !/^(?:[a-z]+:|\/\/)/i.test(value))
    .map((value) => new URL(value, `http://site${path}`))
}

/** Whether an address has something at its end: a file, and in it the place that is named. */
function leads({ pathname, hash }: URL): boolean {
  const path = decodeURIComponent(pathname)
  if (!pages.has(path) && !(existsSync(join(dist, path)) && !path.endsWith('/'))) return false
  const id = decodeURIComponent(hash.slice(1))
  // The playground's own fragments name a project that it fetches.
  const [, example] = /^example=(.+)/.exec(id) ?? []
  if (example !== undefined) return existsSync(join(dist, path.replace(/^\/de\//, '/'), `${example}.json`))
  return id === '' || !pages.has(path) || anchorsOf(path).has(id)
}

test('every link of every page leads somewhere, to its place in the page', () => {
  expect(pages.size).toBeGreaterThan(200)
  const dead = [...pages].flatMap(([path, html]) =>
    addressesOf(path, html).flatMap((address) =>
      leads(address) ? [] : [`${path} → ${address.pathname}${address.hash}`],
    ),
  )
  expect([...new Set(dead)]).toEqual([])
})

test('no page has two places of one name', () => {
  const twice = [...pages].flatMap(([path, html]) => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id)
    return ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${path} #${id}`)
  })
  expect(twice).toEqual([])
})

test('the headings of every page begin with one of the first level and leave out none', () => {
  const wrong = [...pages].flatMap(([path, html]) => {
    if (/^\/(de\/)?embed\//.test(path)) return []
    const levels = [...html.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level))
    const skips = levels.filter((level, at) => at > 0 && level > (levels[at - 1] ?? 0) + 1)
    const tops = levels.filter((level) => level === 1).length
    return tops === 1 && levels[0] === 1 && skips.length === 0 ? [] : [`${path}: ${levels.join(' ')}`]
  })
  expect(wrong).toEqual([])
})

test('every page says what it is, in its head', () => {
  const wrong = [...pages].flatMap(([path, html]) => {
    const [, title = ''] = /<title>([^<]+)<\/title>/.exec(html) ?? []
    const [, description = ''] = /<meta name="description" content="([^"]+)"/.exec(html) ?? []
    const [, picture = ''] = /<meta property="og:image" content="([^"]+)"/.exec(html) ?? []
    const [, shows = ''] = /<meta property="og:image:alt" content="([^"]+)"/.exec(html) ?? []
    if (/^\/(de\/)?embed\//.test(path)) return []
    const isWhole =
      title !== '' && description.length > 20 && existsSync(join(dist, picture)) && picture !== '' && shows !== ''
    return isWhole && /<html lang="[a-z-]+"/.test(html) ? [] : [`${path}: ${title} | ${description} | ${picture}`]
  })
  expect(wrong).toEqual([])
})
