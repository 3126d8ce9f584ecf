// Checks the lock file: the same install for everyone, on every platform. Plain Node 20, no packages.
//   node tools/check-lock.mjs      prints what is wrong; exit code 1 when anything is
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './setup.mjs'

/**
 * What is wrong with a lock file, one sentence each; empty when it is fine. `manifest` is package.json, parsed.
 * - An address in it (`resolved`) would tie the install to one registry.
 * - A package without `integrity` is not checked when it is fetched.
 * - A dependency that is named but not locked makes `npm ci` fail on the platform that needs it.
 */
export function lockProblems(lock, manifest) {
  const problems = []
  const packages = lock.packages ?? {}
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '') continue
    if ('resolved' in entry) problems.push(`${path} names an address (resolved); see .npmrc`)
    if (!entry.link && !('integrity' in entry)) problems.push(`${path} has no integrity`)
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }))
      if (!isLocked(packages, path, name)) problems.push(`${path} needs ${name}, which is not in the lock file`)
  }
  for (const group of ['dependencies', 'devDependencies', 'optionalDependencies'])
    for (const [name, version] of Object.entries(manifest[group] ?? {})) {
      const locked = packages[`node_modules/${name}`]?.version
      if (locked !== version)
        problems.push(`package.json wants ${name} ${version}, the lock file has ${locked ?? 'none'}`)
    }
  return problems
}

/** Whether `name` is found from `path` as Node finds it: in its own node_modules, then in those around it. */
function isLocked(packages, path, name) {
  for (let from = path; ; from = from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1))) {
    if (`${from === '' ? '' : `${from}/`}node_modules/${name}` in packages) return true
    if (from === '') return false
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'))
  const problems = lockProblems(read('package-lock.json'), read('package.json'))
  for (const problem of problems) console.log(problem)
  if (problems.length === 0) console.log('The lock file is complete.')
  process.exit(problems.length === 0 ? 0 : 1)
}
