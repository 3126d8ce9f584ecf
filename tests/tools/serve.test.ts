import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Serving, serve } from '../../tools/serve.mjs'

const outside = mkdtempSync(join(tmpdir(), 'layerwise-serve-'))
const folder = join(outside, 'site')
let site: Serving
let below: Serving

beforeAll(async () => {
  mkdirSync(join(folder, 'lessons'), { recursive: true })
  writeFileSync(join(outside, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'index.html'), '<h1>home</h1>')
  writeFileSync(join(folder, '404.html'), '<h1>gone</h1>')
  writeFileSync(join(folder, 'lessons/index.html'), '<h1>lessons</h1>')
  writeFileSync(join(folder, 'a b.js'), '1')
  site = await serve({ folder, port: 0, base: '/' })
  below = await serve({ folder, port: 0, base: 'course' })
})
afterAll(async () => {
  await site.close()
  await below.close()
  rmSync(outside, { recursive: true })
})

/** Asks for a path as it stands, without the cleaning that fetch does: `status type text`, or `status -> location`. */
function ask(server: Serving, path: string, method = 'GET'): Promise<string> {
  return new Promise((done, fail) => {
    const port = Number(new URL(server.address).port)
    const sent = request({ host: 'localhost', port, path, method, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => {
        text += piece
      })
      response.on('end', () => {
        const { location, 'content-type': type = '' } = response.headers
        done(
          location === undefined
            ? `${response.statusCode} ${type.split(';')[0]} ${text}`.trim()
            : `${response.statusCode} -> ${location}`,
        )
      })
    })
    sent.on('error', fail)
    sent.end()
  })
}

it('serves a page', async () => expect(await ask(site, '/')).toBe('200 text/html <h1>home</h1>'))
it('serves the page of a folder', async () =>
  expect(await ask(site, '/lessons/?a=1')).toBe('200 text/html <h1>lessons</h1>'))
it('sends a folder without a slash on to the one with it', async () =>
  expect(await ask(site, '/lessons')).toBe('308 -> /lessons/'))
it('serves a script whose name is encoded', async () =>
  expect(await ask(site, '/a%20b.js')).toBe('200 text/javascript 1'))
it('shows the page for what is not there', async () =>
  expect(await ask(site, '/nope')).toBe('404 text/html <h1>gone</h1>'))
it('does not serve what lies outside', async () =>
  expect(await ask(site, '/../secret.txt')).toBe('404 text/html <h1>gone</h1>'))
it('does not serve what lies outside, encoded', async () =>
  expect(await ask(site, '/..%2fsecret.txt')).toBe('404 text/html <h1>gone</h1>'))
it('refuses an address that is none', async () =>
  expect(await ask(site, '/%ff')).toBe('400 text/plain That is no address.'))
it('answers HEAD without a body', async () => expect(await ask(site, '/', 'HEAD')).toBe('200 text/html'))
it('refuses to write', async () => expect(await ask(site, '/', 'POST')).toBe('405 text/plain Only GET and HEAD.'))
it('serves below a path', async () =>
  expect(await ask(below, '/course/lessons/')).toBe('200 text/html <h1>lessons</h1>'))
it('sends the root on to that path', async () => expect(await ask(below, '/')).toBe('308 -> /course/'))
it('takes the next port when one is taken', async () => {
  const port = Number(new URL(site.address).port)
  const second = await serve({ folder, port, base: '/' })
  expect(Number(new URL(second.address).port)).not.toBe(port)
  await second.close()
})
