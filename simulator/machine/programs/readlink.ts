import { cleanPath, resolvePath } from '../../values/path.ts'
import type { Result } from '../errno.ts'
import { isDirectory, lstat, readlink as readTarget, realPath, stat } from '../files.ts'
import type { Process } from '../process.ts'
import { why } from './libc.ts'
import { relativePath } from './ln.ts'
import { type OptionTable, readOptions, wrongUsage } from './options.ts'
import { printError, program } from './program.ts'
import { quoteIfNeeded } from './quote.ts'

/** `readlink`: where a link leads. */
export const readlink = program({
  names: ['readlink'],
  summary: 'Prints where a symbolic link leads.',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: 'efmnqsvz',
      gnuOnly: 'emqsz',
      long:
        flavour === 'gnu'
          ? {
              canonicalize: 'f',
              'canonicalize-existing': 'e',
              'canonicalize-missing': 'm',
              'no-newline': 'n',
              quiet: 'q',
              silent: 's',
              verbose: 'v',
              zero: 'z',
            }
          : {},
      usage: flavour === 'gnu' ? '[OPTION]... FILE...' : '[-fnv] FILE',
    }
    const options = readOptions(process, flavour, table)
    const { operands } = options
    if (operands.length === 0) wrongUsage(process, flavour, table, flavour === 'gnu' ? 'missing operand' : '')
    if (flavour === 'busybox' && operands.length > 1) wrongUsage(process, flavour, table, '')
    const how = options.last('efm')
    const end = options.has('z') ? '\0' : options.has('n') && operands.length === 1 ? '' : '\n'
    let status = 0
    for (const path of operands) {
      const found = how === undefined ? readTarget(process, path) : canonical(process, path, how)
      if (found.errno === undefined) {
        process.output.write(found.value + end)
        continue
      }
      status = 1
      if (!options.has('v')) continue
      const reason =
        found.errno === 'EINVAL' && flavour === 'busybox'
          ? 'cannot read link: not a symlink'
          : why(process, found.errno)
      printError(process, `${flavour === 'gnu' ? quoteIfNeeded(path) : path}: ${reason}`)
    }
    return status
  },
})

/** A path without links: `f` lets the last name be missing, `e` lets none, `m` lets any. */
function canonical(process: Process, path: string, how: string): Result<string> {
  const found = realPath(process, path)
  if (how === 'm' && (found.errno === 'ENOENT' || found.errno === 'ENOTDIR')) return { value: furthest(process, path) }
  if (found.errno !== undefined) return found
  if (how === 'e' && lstat(process, found.value).errno !== undefined) return { errno: 'ENOENT' }
  return found
}

/** As far as there is something, the real path; after that what is written. */
function furthest(process: Process, path: string): string {
  const names = resolvePath(process.directory, path)
    .split('/')
    .filter((name) => name !== '')
  for (let kept = names.length; kept > 0; kept--) {
    const real = realPath(process, `/${names.slice(0, kept).join('/')}`)
    if (real.errno === undefined) return cleanPath(`${real.value}/${names.slice(kept).join('/')}`)
  }
  return `/${names.join('/')}`
}

/** `realpath`: a path without links. */
export const realpath = program({
  names: ['realpath'],
  summary: 'Prints absolute paths without links.',
  run: (process, flavour) => (flavour === 'gnu' ? gnuRealpath(process) : busyboxRealpath(process)),
})

function gnuRealpath(process: Process): number {
  const table: OptionTable = {
    short: 'eLmPqsz',
    long: {
      'canonicalize-existing': 'e',
      'canonicalize-missing': 'm',
      logical: 'L',
      physical: 'P',
      quiet: 'q',
      'relative-to': 'to:',
      'relative-base': 'base:',
      strip: 's',
      'no-symlinks': 's',
      zero: 'z',
    },
    usage: '[OPTION]... FILE...',
  }
  const options = readOptions(process, 'gnu', table)
  if (options.operands.length === 0) wrongUsage(process, 'gnu', table, 'missing operand')
  const how = options.last('em') ?? 'f'
  const resolve = (path: string): Result<string> =>
    options.has('s') ? { value: resolvePath(process.directory, path) } : canonical(process, path, how)
  const to = options.value('to')
  const base = to === undefined ? undefined : resolve(to)
  if (base?.errno !== undefined) {
    printError(process, `${to}: ${why(process, base.errno)}`)
    return 1
  }
  let status = 0
  for (const path of options.operands) {
    const found = resolve(path)
    if (found.errno === undefined) {
      const shown = base === undefined ? found.value : relativePath(base.value, found.value)
      process.output.write(shown + (options.has('z') ? '\0' : '\n'))
      continue
    }
    if (!options.has('q')) printError(process, `${quoteIfNeeded(path)}: ${why(process, found.errno)}`)
    status = 1
  }
  return status
}

/** busybox's takes no options, and wants the file to be there. */
function busyboxRealpath(process: Process): number {
  const operands = process.arguments.slice(1)
  if (operands.length === 0) wrongUsage(process, 'busybox', { short: '', usage: 'FILE...' }, '')
  let status = 0
  for (const path of operands) {
    const found = realPath(process, path)
    // What is missing in a directory that is there is given when it was written with a slash.
    const isThere = found.errno === undefined && (stat(process, found.value).errno === undefined || path.includes('/'))
    if (found.errno === undefined && isThere) process.output.write(`${found.value}\n`)
    else {
      printError(process, `${path}: ${why(process, found.errno ?? 'ENOENT')}`)
      status = 1
    }
  }
  return status
}

/** `pwd`: the working directory. */
export const pwd = program({
  names: ['pwd'],
  summary: 'Prints the working directory.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: 'LP',
      long: { logical: 'L', physical: 'P' },
      usage: '[OPTION]...',
    })
    const written = process.environment.get('PWD') ?? ''
    const isRight =
      written.startsWith('/') && isDirectory(process, written) && realPath(process, written).value === process.directory
    process.output.write(`${options.last('LP') === 'L' && isRight ? written : process.directory}\n`)
    return 0
  },
})
