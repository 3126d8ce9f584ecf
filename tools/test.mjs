// `npm test`: installs what is missing, then every suite in turn. Plain Node 20, no packages.
//   npm test -- unit floors      only the suites named
// The last line is `N passed, N failed`, over all suites. Exit code 1 when anything failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { ensureInstalled, environment, root, runCommand } from './setup.mjs'

/** A suite that takes longer hangs, and is ended. */
const patience = 8 * 60 * 1000
const reports = join(root, 'test-results', 'reports')

/** Every suite, in the order in which it says most for the time it takes. Each gives how many tests passed and failed. */
const suites = {
  lock: () => command('node', ['tools/check-lock.mjs']),
  // Astro's check comes first: it writes the types of the content that tsc reads.
  types: () =>
    all(
      command('astro', ['check']),
      command('tsc', ['--noEmit']),
      command('tsc', ['--noEmit', '-p', 'tsconfig.simulator.json']),
    ),
  lint: () => command('biome', ['check', '.', '--max-diagnostics=50']),
  floors: () => vitest('floors'),
  unit: () => vitest('unit'),
  conformance: () => vitest('conformance'),
  content: () => vitest('content'),
  site: () => command('astro', ['build']),
  size: () => sizes(),
  browser: () => browser(),
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in suites))
if (unknown.length > 0) {
  console.error(`No suite is called ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}`)
  process.exit(2)
}
ensureInstalled()
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

const results = []
for (const [name, run] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n── ${name} ${'─'.repeat(70 - name.length)}`)
  const started = Date.now()
  const result = run()
  // A suite that runs no test has lost its tests, which is a failure of its own.
  const empty = result.passed + result.failed === 0
  if (empty) console.log(`${name} ran no test`)
  results.push({
    name,
    passed: result.passed,
    failed: empty ? 1 : result.failed,
    seconds: (Date.now() - started) / 1000,
  })
}

console.log(`\n${'suite'.padEnd(14)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'seconds'.padStart(9)}`)
for (const { name, passed, failed, seconds } of results)
  console.log(
    `${name.padEnd(14)}${String(passed).padStart(8)}${String(failed).padStart(8)}${seconds.toFixed(1).padStart(9)}`,
  )
const total = all(...results)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)

/** A command is one test: it passes when it ends with 0. */
function command(name, parameters) {
  const { status, error } = runCommand(name, parameters, { timeout: patience, killSignal: 'SIGKILL' })
  if (error) console.error(`${name}: ${error.message}`)
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 }
}

function all(...parts) {
  return {
    passed: parts.reduce((sum, part) => sum + part.passed, 0),
    failed: parts.reduce((sum, part) => sum + part.failed, 0),
  }
}

function vitest(project) {
  const file = join(reports, `${project}.json`)
  const { status } = runCommand(
    'vitest',
    [
      'run',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      '--passWithNoTests',
    ],
    { timeout: patience, killSignal: 'SIGKILL' },
  )
  const report = read(file)
  if (report === undefined) return { passed: 0, failed: 1 }
  // A file that cannot be loaded has no tests to fail.
  const broken = report.testResults.filter(
    (each) => each.status === 'failed' && each.assertionResults.length === 0,
  ).length
  const failed = report.numFailedTests + broken
  return { passed: report.numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed }
}

function sizes() {
  const { status, stdout } = runCommand('size-limit', ['--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: patience,
  })
  const text = stdout?.toString() ?? ''
  let budgets
  try {
    budgets = JSON.parse(text)
  } catch {
    console.log(text)
    return { passed: 0, failed: 1 }
  }
  if (!Array.isArray(budgets)) {
    console.log(budgets.error)
    return { passed: 0, failed: 1 }
  }
  for (const { name, size, sizeLimit, passed } of budgets)
    console.log(`${passed ? '✓' : '✖'} ${name}: ${(size / 1000).toFixed(1)} kB of ${(sizeLimit / 1000).toFixed(0)} kB`)
  const passed = budgets.filter((budget) => budget.passed).length
  const failed = budgets.length - passed
  return { passed, failed: failed === 0 && status !== 0 ? 1 : failed }
}

function browser() {
  if (!existsSync(join(root, 'dist', 'index.html'))) {
    console.log('The site is not built, so there is nothing to look at.')
    return { passed: 0, failed: 1 }
  }
  const chromium = ensureChromium()
  if (chromium === undefined) return { passed: 0, failed: 1 }
  const file = join(reports, 'browser.json')
  const { status } = runCommand('playwright', ['test', '--reporter=line,json'], {
    env: environment({ CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: file }),
    timeout: patience * 3,
    killSignal: 'SIGKILL',
  })
  const report = read(file)
  if (report === undefined) return { passed: 0, failed: 1 }
  const { expected, unexpected, flaky } = report.stats
  const failed = unexpected + report.errors.length
  return { passed: expected + flaky, failed: failed === 0 && status !== 0 && expected > 0 ? 1 : failed }
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
