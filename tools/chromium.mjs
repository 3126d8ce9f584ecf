// The Chromium that the browser tests run in: found, or installed. Plain Node 20; Playwright is asked only when it is installed.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { runCommand } from './setup.mjs'

const usual = [
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Path of a Chromium or Chrome: CHROMIUM_PATH, else a usual place, else Playwright's own; undefined when there is none. */
export function findChromium() {
  return candidates().find((path) => existsSync(path))
}

/**
 * Finds a Chromium that starts, or installs one: Debian's when that is possible, else Playwright's. Undefined, with what to do printed, when
 * neither works.
 */
export function ensureChromium() {
  if (process.env.CHROMIUM_PATH && findChromium() === undefined) {
    console.error(`CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which is not there.`)
    return undefined
  }
  const { started, failures } = firstThatStarts(candidates())
  if (started !== undefined) return started
  for (const failure of failures) console.error(failure)
  if (process.env.CHROMIUM_PATH) return undefined
  if (failures.length === 0) console.log('No Chromium is here; installing one…')
  if (
    failures.length === 0 &&
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    existsSync('/usr/bin/apt-get')
  ) {
    const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    spawnSync('apt-get', ['update', '-q'], options)
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options)
  }
  if (firstThatStarts(candidates()).started === undefined) runCommand('playwright', ['install', 'chromium'])
  const after = firstThatStarts(candidates())
  if (after.started === undefined) {
    for (const failure of after.failures) console.error(failure)
    console.error('No Chromium could be had. Install Chromium or Chrome yourself and set CHROMIUM_PATH to its program.')
  }
  return after.started
}

/** The first of some programs that runs, and for each before it, in a sentence, why it does not and what can be done. */
export function firstThatStarts(paths) {
  const failures = []
  for (const path of paths) {
    const { status, signal, error, stderr } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 })
    if (status === 0) return { started: path, failures }
    const said =
      stderr?.trim().split('\n')[0] || error?.message || (signal ? `ended by ${signal}` : `exit code ${status}`)
    // Debian's start script reads every file of that folder and ends when there is none.
    const advice = said.includes('/etc/chromium.d')
      ? ' Its start script needs at least one file in /etc/chromium.d; an empty one will do.'
      : ''
    failures.push(`${path} is there but does not start: ${said}.${advice}`)
  }
  return { started: undefined, failures }
}

function candidates() {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && named !== '') return [named]
  return [...usual, playwrightsOwn()].filter((path) => path !== undefined && existsSync(path))
}

function playwrightsOwn() {
  try {
    return createRequire(import.meta.url)('playwright-core').chromium.executablePath()
  } catch {
    return undefined
  }
}
