// The Chromium that the browser tests run in: found, or installed. Plain Node 20; Playwright is asked only when it is installed.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { runCommand } from './setup.mjs'

const usual = [
  '/usr/bin/chromium',
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
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined
  return [...usual, playwrightsOwn()].find((path) => path !== undefined && existsSync(path))
}

/** Finds a Chromium or installs one: Debian's when that is possible, else Playwright's. Undefined, with what to do printed, when neither works. */
export function ensureChromium() {
  const found = findChromium()
  if (found !== undefined) return found
  if (process.env.CHROMIUM_PATH) {
    console.error(`CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which is not there.`)
    return undefined
  }
  console.log('No Chromium is here; installing one…')
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    spawnSync('apt-get', ['update', '-q'], options)
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options)
  }
  if (findChromium() === undefined) runCommand('playwright', ['install', 'chromium'])
  const installed = findChromium()
  if (installed === undefined)
    console.error(
      'No Chromium could be installed. Install Chromium or Chrome yourself and set CHROMIUM_PATH to its program.',
    )
  return installed
}

function playwrightsOwn() {
  try {
    return createRequire(import.meta.url)('playwright-core').chromium.executablePath()
  } catch {
    return undefined
  }
}
