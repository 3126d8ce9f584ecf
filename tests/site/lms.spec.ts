import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { unzipSync } from 'fflate'
import type { Flavour } from '../../src/lms/package.ts'
import { flavourNames } from '../../src/teach/deliver/packing.ts'

const dist = join(import.meta.dirname, '../../dist')
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** A learning platform: it unpacks packages into folders of their own, and shows them in a frame, with scorm-again as what SCORM wants of it. */
let platform: Server
let address: string
const packages = new Map<string, Readonly<Record<string, Uint8Array>>>()
/** What was asked of the record store of cmi5: statements, and what was kept. */
const statements: { readonly verb: { readonly id: string }; readonly result?: object }[] = []
const kept = new Map<string, string>()

test.beforeAll(async () => {
  platform = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const [, place = '', ...rest] = pathname.split('/')
    const send = (type: string, body: string | Uint8Array, status = 200): void => {
      response.writeHead(status, { 'content-type': type }).end(body)
    }
    if (place === 'lms') return send('text/html', lmsPage(rest[0] ?? ''))
    if (place === 'scorm-again.js')
      return send('text/javascript', readFileSync(join(dist, '../node_modules/scorm-again/dist/scorm-again.min.js')))
    if (place === 'token') return send('application/json', '{"auth-token":"c2VjcmV0"}')
    if (place === 'xapi') {
      const body = await bodyOf(request)
      const name = searchParams.get('stateId') ?? ''
      if (rest[0] === 'statements') {
        statements.push(JSON.parse(body))
        return send('application/json', '[]')
      }
      if (name === 'LMS.LaunchData')
        return send(
          'application/json',
          '{"contextTemplate":{"extensions":{"https://w3id.org/xapi/cmi5/context/extensions/sessionid":"s1"}},"launchMode":"Normal","moveOn":"CompletedAndPassed"}',
        )
      if (request.method === 'PUT') {
        kept.set(name, body)
        return send('text/plain', '')
      }
      const found = kept.get(name)
      return found === undefined ? send('text/plain', '', 404) : send('application/json', found)
    }
    const file = packages.get(place)?.[rest.join('/')]
    return file === undefined
      ? send('text/plain', 'not here', 404)
      : send(types[extname(pathname)] ?? 'application/octet-stream', file)
  })
  await new Promise<void>((done) => platform.listen(0, 'localhost', done))
  address = `http://localhost:${(platform.address() as AddressInfo).port}`
})
test.afterAll(() => new Promise<void>((done) => void platform.close(() => done())))

async function bodyOf(request: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of request) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

/** What the page for instructors makes of an exercise. */
async function packedInThePage(page: Page, flavour: Flavour): Promise<void> {
  await page.goto('/teach/?exercise=chmod-doubles')
  const [saved] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    page.getByRole('button', { name: flavourNames[flavour], exact: true }).first().click(),
  ])
  expect(saved.suggestedFilename()).toBe(`chmod-doubles-${flavour}.zip`)
  const zip = readFileSync(await saved.path())
  expect(zip.length).toBeLessThan(6_000_000)
  packages.set(flavour, unzipSync(zip))
}

/** The page of the platform: it keeps what SCORM gives it in the browser, as a platform keeps it on its server. */
function lmsPage(flavour: string): string {
  const old = flavour === 'scorm12'
  return `<!doctype html><title>Platform</title><script src="/scorm-again.js"></script><script>
    const before = JSON.parse(localStorage.getItem('${flavour}') ?? 'null')
    const api = window.${old ? 'API = new Scorm12API' : 'API_1484_11 = new Scorm2004API'}({ autocommit: false, logLevel: 4, mastery_override: false })
    // What a platform brings back at the next visit.
    if (before) api.loadFromJSON(${old ? 'before.cmi' : "{ suspend_data: before.cmi.suspend_data, completion_status: before.cmi.completion_status, success_status: before.cmi.success_status, entry: 'resume' }"}, 'cmi')
    ${old ? "api.cmi.core.student_id = 'ada'" : "if (!before) api.cmi.learner_id = 'ada'"}
    window.save = () => { const json = api.renderCMIToJSONObject(); localStorage.setItem('${flavour}', JSON.stringify(json)); return json.cmi }
    for (const name of ['${old ? 'LMSCommit' : 'Commit'}', '${old ? 'LMSFinish' : 'Terminate'}']) api.on(name, () => window.save())
  </script><iframe title="Course" src="/${flavour}/index.html" style="width:100%;height:900px"></iframe>`
}

async function solve(page: Page): Promise<void> {
  const frame = page.frameLocator('iframe').frameLocator('iframe')
  await frame.getByRole('button', { name: 'Check', exact: true }).click()
  await frame.getByRole('button', { name: 'Show the solution' }).click()
  await frame.getByRole('button', { name: 'Put it into the editor' }).click()
  await frame.getByRole('button', { name: 'Check again' }).click()
  await expect(frame.getByRole('heading', { name: 'Passed' })).toBeVisible({ timeout: 20_000 })
}

for (const flavour of ['scorm12', 'scorm2004'] as const)
  test(`a ${flavour} package reports score and status, is suspended, and goes on where it was left`, async ({
    page,
  }) => {
    await packedInThePage(page, flavour)
    const foreign: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(address) && !/^(blob|data):/.test(request.url())) foreign.push(request.url())
    })
    // Fonts and styles come out of the package too.
    page.on(
      'response',
      (response) => response.status() >= 400 && foreign.push(`${response.status()} ${response.url()}`),
    )
    await page.goto(`${address}/lms/${flavour}`)
    await solve(page)
    const cmi = () => page.evaluate(() => (Reflect.get(window, 'save') as () => Record<string, unknown>)())
    if (flavour === 'scorm12')
      await expect.poll(cmi).toMatchObject({
        core: { lesson_status: 'passed', score: { raw: '100' } },
        suspend_data: expect.stringContaining('"best":1'),
      })
    else
      await expect
        .poll(cmi)
        .toMatchObject({ completion_status: 'completed', success_status: 'passed', score: { scaled: '1' } })
    const frame = () => page.frameLocator('iframe').frameLocator('iframe')
    await expect(frame().locator('layerwise-editor')).toContainText('--chown=10001:10001')
    // Leaving ends the visit; the next one finds what was made.
    await page.goto('about:blank')
    await page.goto(`${address}/lms/${flavour}`)
    await expect(frame().locator('layerwise-editor')).toContainText('--chown=10001:10001', { timeout: 20_000 })
    expect(foreign).toEqual([])
  })

test('a cmi5 package says what happened to the record store, and keeps what was made there', async ({ page }) => {
  await packedInThePage(page, 'cmi5')
  const launch = new URLSearchParams({
    endpoint: `${address}/xapi/`,
    fetch: `${address}/token`,
    registration: '0a1b2c3d-0000-4000-8000-000000000000',
    activityId: `${address}/activity`,
    actor: JSON.stringify({ objectType: 'Agent', account: { homePage: address, name: 'ada' } }),
  })
  await page.goto(`${address}/cmi5/index.html?${launch}`)
  const frame = page.frameLocator('iframe')
  await frame.getByRole('button', { name: 'Check', exact: true }).click()
  await frame.getByRole('button', { name: 'Show the solution' }).click()
  await frame.getByRole('button', { name: 'Put it into the editor' }).click()
  await frame.getByRole('button', { name: 'Check again' }).click()
  const verbs = () => statements.map(({ verb }) => verb.id.split('/').at(-1))
  await expect.poll(verbs, { timeout: 20_000 }).toEqual(['initialized', 'passed', 'completed'])
  expect(statements[1]?.result).toMatchObject({ success: true, score: { scaled: 1 } })
  await page.goto('about:blank')
  await expect.poll(verbs).toContain('terminated')
  expect(kept.get('layerwise')).toContain('"best":1')
})
