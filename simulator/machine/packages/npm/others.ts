import { exists, readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { complain, notSimulated, say, tool } from '../console.ts'
import { removeAll } from '../placing.ts'
import { cleanInstall, install, type NpmCommand } from './install.ts'
import { runScript } from './npm.ts'

/** `yarn` and `pnpm`: install what package.json says, in npm's layout, and run scripts. */
export const otherManagers = tool({
  names: ['yarn', 'yarnpkg', 'pnpm'],
  summary: 'Install JavaScript packages and run the scripts of package.json.',
  exact: 'Scripts, and that a frozen lock file must be there.',
  modelled: 'The packages are those that npm would install, laid out as npm does; the cache is npm’s.',
  missing: 'Reading yarn.lock and pnpm-lock.yaml; workspaces; add and remove.',
  run: (process) => {
    const name = (process.arguments[0] ?? '').split('/').at(-1) === 'pnpm' ? 'pnpm' : 'yarn'
    const words = process.arguments.slice(1)
    if (words.includes('--version') || words.includes('-v')) {
      say(process, name === 'pnpm' ? '10.20.0' : '1.22.22')
      return 0
    }
    const [command = 'install', ...rest] = words.filter((word) => !word.startsWith('-'))
    const options = new Map(
      words
        .filter((word) => word.startsWith('-'))
        .map((word) => [word.replace(/^-+/, '').replace(/=.*/, ''), word.replace(/^[^=]*=?/, '')] as const),
    )
    if (command === 'install' || command === 'i') return installAll(process, name, options)
    if (command === 'cache' || command === 'store') {
      removeAll(process, `${process.environment.get('HOME') ?? '/root'}/.npm/_cacache`)
      return 0
    }
    if (command === 'run') return runScript(process, process.directory, rest[0], rest.slice(1))
    if (['add', 'remove', 'dlx', 'exec', 'set', 'config', 'workspaces'].includes(command))
      return notSimulated(process, `${name} ${command}`)
    return runScript(process, process.directory, command, rest)
  },
})

function installAll(process: Process, name: 'yarn' | 'pnpm', options: ReadonlyMap<string, string>): number {
  const lock = name === 'yarn' ? 'yarn.lock' : 'pnpm-lock.yaml'
  const isFrozen = options.has('frozen-lockfile') || options.has('immutable')
  if (isFrozen && !exists(process, lock)) {
    complain(
      process,
      name === 'yarn'
        ? 'error Your lockfile needs to be updated, but yarn was run with `--frozen-lockfile`.'
        : ' ERR_PNPM_NO_LOCKFILE  Cannot install with "frozen-lockfile" because pnpm-lock.yaml is absent',
    )
    return 1
  }
  const command: NpmCommand = {
    operands: [],
    options: new Map([
      ...options,
      ['no-package-lock', ''],
      ...(options.has('prod') || options.has('P') ? ([['omit', 'dev']] as const) : []),
    ]),
  }
  const hasNpmLock = readTextFile(process, 'package-lock.json').errno === undefined
  return hasNpmLock && isFrozen
    ? cleanInstall(process, process.directory, command)
    : install(process, process.directory, command)
}
