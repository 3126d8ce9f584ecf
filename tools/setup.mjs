// Installs what is missing, and finds the Node that the project's own tools run with. Plain Node 20, no packages.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = resolve(fileURLToPath(import.meta.url), '../..')

const windows = process.platform === 'win32'
const binaries = join(root, 'node_modules', '.bin')
/** The oldest Node that Astro runs on; needed only where no Node comes with the packages (macOS). */
const oldestNode = [22, 12]

/**
 * Whether every package of the lock file is installed in the locked version. Optional packages may be absent: they are for other platforms.
 * npm writes what it installed into node_modules/.package-lock.json.
 */
export function isInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true
    const found = present[path]
    return found === undefined ? entry.optional === true : found.version === entry.version
  })
}

/** Runs `npm ci` unless what is installed is what the lock file says. Ends the process with a message when that fails. */
export function ensureInstalled() {
  if (!isInstalled()) {
    console.log('Installing packages (npm ci)…')
    const result = runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
    if (result.status !== 0) stop('npm ci failed. Is the network there? Run `npm ci` to see what it says.')
  }
  if (ownNode() === undefined)
    stop(
      `Node ${oldestNode.join('.')} or newer is needed on this system; this is ${process.version}. See https://nodejs.org.`,
    )
}

/** The Node that runs TypeScript and Astro: the one among the packages, else this one when it is new enough; undefined when neither. */
export function ownNode() {
  const packaged = join(binaries, windows ? 'node.cmd' : 'node')
  if (existsSync(packaged) && spawnSync(packaged, ['--version'], { shell: windows }).status === 0) return packaged
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = oldestNode
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor) ? process.execPath : undefined
}

/** The environment in which the packages' commands are found first, and with them their Node. */
export function environment(extra = {}) {
  const own = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  return {
    ...process.env,
    [own]: `${binaries}${delimiter}${process.env[own] ?? ''}`,
    ASTRO_TELEMETRY_DISABLED: '1',
    ...extra,
  }
}

/** Runs a packages' command (`astro`, `vitest`) in the project's folder and waits; its output goes to the terminal unless `options.stdio` says otherwise. */
export function runCommand(command, parameters, options = {}) {
  return spawnSync(command, parameters, { cwd: root, env: environment(), stdio: 'inherit', shell: windows, ...options })
}

function runNpm(parameters) {
  // Under `npm start` the very npm that runs is named by the environment; it needs no shell.
  const npm = process.env.npm_execpath
  const options = { cwd: root, stdio: 'inherit' }
  if (npm?.endsWith('.js')) return spawnSync(process.execPath, [npm, ...parameters], options)
  return spawnSync('npm', parameters, { ...options, shell: windows })
}

function stop(message) {
  console.error(`\n${message}`)
  process.exit(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureInstalled()
