// A static file server for the built site, as any static host would serve it. Plain Node 20, no packages.
//   node tools/serve.mjs [folder]      PORT (default 4321; the next free one is taken), HOST (default localhost), SITE_BASE (default /)
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createGzip } from 'node:zlib'

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.tar': 'application/x-tar',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
  '.zip': 'application/zip',
}

/**
 * Serves a folder over HTTP until the process ends or `close` is called. A taken port is not an error: the next free one is used.
 * Gives the address, with the base path that the site was built for.
 */
export async function serve({
  folder,
  port = Number(process.env.PORT ?? 4321),
  host = process.env.HOST ?? 'localhost',
  base = process.env.SITE_BASE ?? '/',
}) {
  const prefix = `/${base}/`.replace(/\/+/g, '/')
  const server = createServer((request, response) => answer(request, response, resolve(folder), prefix))
  const taken = await listen(server, port, host)
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return { address: `http://${shown}:${taken}${prefix}`, close: () => new Promise((done) => server.close(done)) }
}

function listen(server, port, host, attempts = 20) {
  return new Promise((done, fail) => {
    server.once('error', (error) => {
      if (error.code !== 'EADDRINUSE' || attempts === 0) return fail(error)
      // Port 0 lets the system choose when all near ones are taken.
      listen(server, attempts === 1 ? 0 : port + 1, host, attempts - 1).then(done, fail)
    })
    server.listen(port, host, () => {
      server.removeAllListeners('error')
      done(server.address().port)
    })
  })
}

function answer(request, response, folder, prefix) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, 'Only GET and HEAD.\n')
  const path = pathOf(request.url ?? '/')
  if (path === undefined) return end(response, 400, 'That is no address.\n')
  if (!path.startsWith(prefix))
    return `${path}/` === prefix || path === '/' ? redirect(response, prefix) : notFound(request, response, folder)
  const wanted = resolve(folder, `./${path.slice(prefix.length)}`)
  if (wanted !== folder && !wanted.startsWith(folder + sep)) return notFound(request, response, folder)
  const found = statSync(wanted, { throwIfNoEntry: false })
  if (found?.isDirectory()) {
    if (!path.endsWith('/')) return redirect(response, `${path}/`)
    const index = join(wanted, 'index.html')
    return existsSync(index) ? send(request, response, 200, index) : notFound(request, response, folder)
  }
  if (found?.isFile() && !path.endsWith('/')) return send(request, response, 200, wanted)
  notFound(request, response, folder)
}

function pathOf(url) {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname)
    return path.includes('\0') ? undefined : path
  } catch {
    return undefined
  }
}

function notFound(request, response, folder) {
  const page = join(folder, '404.html')
  if (existsSync(page)) return send(request, response, 404, page)
  end(response, 404, 'Not found.\n')
}

function send(request, response, status, file) {
  const type = types[extname(file).toLowerCase()] ?? 'application/octet-stream'
  const zipped = /^text|json|xml|svg/.test(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  // Astro names these after their content, so they never change.
  const forever = file.includes(`${sep}_astro${sep}`)
  response.writeHead(status, {
    'content-type': type,
    'cache-control': forever ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    // A frame of this site in somebody else's page may be isolated: its scripts then count as fetched from elsewhere.
    'access-control-allow-origin': '*',
    ...(zipped ? { 'content-encoding': 'gzip', vary: 'accept-encoding' } : { 'content-length': statSync(file).size }),
  })
  if (request.method === 'HEAD') return response.end()
  const stream = createReadStream(file).on('error', () => response.destroy())
  if (zipped) stream.pipe(createGzip()).pipe(response)
  else stream.pipe(response)
}

function redirect(response, location) {
  response.writeHead(308, { location: encodeURI(location) }).end()
}

function end(response, status, text) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('../dist', import.meta.url)))
  if (!existsSync(folder)) {
    console.error(`${folder} is not there. Build the site first: npm run build`)
    process.exit(1)
  }
  const { address } = await serve({ folder })
  console.log(`Serving ${address}`)
}
