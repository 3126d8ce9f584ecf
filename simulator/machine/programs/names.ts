import { type OptionTable, readOptions, wrongUsage } from './options.ts'
import { lastName, withoutSlashes } from './place.ts'
import { program } from './program.ts'
import { quote } from './quote.ts'

/** `basename`: the last name of a path. */
export const basename = program({
  names: ['basename'],
  summary: 'Prints the last name of a path.',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: 'as:z',
      gnuOnly: 'z',
      long: { multiple: 'a', suffix: 's:', zero: 'z' },
      first: true,
      usage: 'NAME [SUFFIX]',
    }
    const options = readOptions(process, flavour, table)
    const { operands } = options
    const wrong = (message: string): never => wrongUsage(process, flavour, table, flavour === 'gnu' ? message : '')
    const [path, suffix, extra] = operands
    if (path === undefined) return wrong('missing operand')
    const end = options.has('z') ? '\0' : '\n'
    if (options.has('a') || options.has('s')) {
      for (const each of operands) process.output.write(withoutSuffix(lastName(each), options.value('s') ?? '') + end)
      return 0
    }
    if (extra !== undefined) return wrong(`extra operand ${quote(extra)}`)
    process.output.write(withoutSuffix(lastName(path), suffix ?? '') + end)
    return 0
  },
})

function withoutSuffix(name: string, suffix: string): string {
  return suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name
}

/** `dirname`: a path without its last name. */
export const dirname = program({
  names: ['dirname'],
  summary: 'Prints the directory that a path names.',
  run: (process, flavour) => {
    const table: OptionTable = { short: 'z', gnuOnly: 'z', long: { zero: 'z' }, usage: 'FILENAME' }
    const options = readOptions(process, flavour, table)
    const { operands } = options
    if (operands.length === 0) wrongUsage(process, flavour, table, flavour === 'gnu' ? 'missing operand' : '')
    if (flavour === 'busybox' && operands.length > 1) wrongUsage(process, flavour, table, '')
    for (const path of operands) process.output.write(directoryOf(path, flavour) + (options.has('z') ? '\0' : '\n'))
    return 0
  },
})

function directoryOf(path: string, flavour: string): string {
  const trimmed = withoutSlashes(path)
  if (!trimmed.includes('/')) return '.'
  const above = trimmed.slice(0, trimmed.lastIndexOf('/') + 1)
  // The C library keeps two leading slashes, as POSIX allows.
  if (/^\/\/[^/]/.test(path) && /^\/+$/.test(above)) return flavour === 'busybox' ? '//' : '/'
  return withoutSlashes(above)
}
