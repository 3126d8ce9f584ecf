// Keeps the site for readers without a network: the pages they have visited, and all scripts, styles, fonts and the catalog of one version of the
// site. `tools/offline/integration.mjs` writes this file into the built site, with the three values that begin it.
/* global SITE */
const { version, base, files } = SITE

/** What belongs to this version: scripts, styles, catalog; and the pages that were visited. */
const parts = `layerwise-parts-${version}`
const pages = `layerwise-pages-${version}`
const offlinePage = `${base}offline/`
/** Where a page is kept, a slow network is not waited for longer. */
const patienceMs = 4000
/** So many files are fetched at once. */
const together = 6
/** Who saves data gets nothing that they have not asked for. */
const isSparing = self.location.search === '?sparing'

self.addEventListener('install', (event) => event.waitUntil(prepare()))
self.addEventListener('activate', (event) => event.waitUntil(takeOver()))
self.addEventListener('message', (event) => {
  if (event.data?.kind === 'visited') event.waitUntil(keepVisited(event.data.path, event.source))
})
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || !pathname.startsWith(base)) return
  if (pathname.startsWith(`${base}embed/`) || request.headers.has('range')) return
  if (request.mode === 'navigate') event.respondWith(page(request, pathname))
  // Their names change with their content, so what is kept is right.
  else if (pathname.startsWith(`${base}_astro/`)) event.respondWith(keptOrFetched(request))
  else event.respondWith(fetchedOrKept(request))
})

/**
 * Fetches what belongs to this version before it comes into force, and anew each page that was visited: a page and its scripts are of one version. A file
 * that cannot be had, or has no room, is left out; it is looked for again when it is asked for.
 */
async function prepare() {
  const cache = await caches.open(parts)
  await add(cache, offlinePage)
  const wanted = isSparing ? [] : files.map((file) => base + file)
  while (wanted.length > 0) await Promise.all(wanted.splice(0, together).map((file) => add(cache, file)))
  const visited = await caches.open(pages)
  for (const name of await caches.keys()) {
    if (!name.startsWith('layerwise-pages-') || name === pages) continue
    for (const { url } of await (await caches.open(name)).keys()) await add(visited, new URL(url).pathname)
  }
}

async function add(cache, path) {
  try {
    const kept = path.startsWith(`${base}_astro/`) ? await caches.match(path) : undefined
    const response = kept ?? (await fetch(path, { cache: 'no-cache' }))
    if (response.ok) await cache.put(path, response)
  } catch {
    // No network or no room: the site works without it while there is a network.
  }
}

/** Comes into force when no page of the version before is open any more: until then that one keeps what its pages may yet load. */
async function takeOver() {
  for (const name of await caches.keys())
    if (name.startsWith('layerwise-') && name !== parts && name !== pages) await caches.delete(name)
  await self.clients.claim()
}

/** A page tells that it is open: the first one is so before this worker sees its requests. */
async function keepVisited(path, client) {
  if (typeof path !== 'string' || !path.startsWith(base) || path.startsWith(`${base}embed/`)) return
  const cache = await caches.open(pages)
  if ((await cache.match(path)) === undefined) await add(cache, path)
  client?.postMessage({ kind: 'kept' })
}

/** A page from the network, or as it was kept, or the page that says there is none. */
async function page(request, path) {
  const cache = await caches.open(pages).catch(() => undefined)
  const kept = await cache?.match(path)
  try {
    const response = await (kept === undefined ? fetch(request) : inTime(fetch(request)))
    if (response.ok && response.type === 'basic') await cache?.put(path, response.clone()).catch(() => {})
    return response
  } catch {
    return kept ?? (await caches.match(offlinePage)) ?? Response.error()
  }
}

function inTime(answer) {
  return Promise.race([
    answer,
    new Promise((_, fail) => setTimeout(() => fail(new Error('The network is slow.')), patienceMs)),
  ])
}

async function keptOrFetched(request) {
  return (await caches.match(request.url).catch(() => undefined)) ?? fetchAndKeep(request)
}

async function fetchedOrKept(request) {
  try {
    return await fetchAndKeep(request)
  } catch {
    return (await caches.match(request.url).catch(() => undefined)) ?? Response.error()
  }
}

async function fetchAndKeep(request) {
  const response = await fetch(request)
  if (response.ok && response.type === 'basic') {
    const copy = response.clone()
    caches
      .open(parts)
      .then((cache) => cache.put(request.url, copy))
      .catch(() => {})
  }
  return response
}
