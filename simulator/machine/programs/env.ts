import { resolvePath } from '../../values/path.ts'
import { isDirectory, stat } from '../files.ts'
import { byteTextOf } from './bytes.ts'
import { launch } from './launch.ts'
import { why } from './libc.ts'
import { print } from './operands.ts'
import { readOptions } from './options.ts'
import { fail, program } from './program.ts'
import { quote } from './quote.ts'

/** `env`: the environment, or a program in a changed one. */
export const env = program({
  names: ['env'],
  summary: 'Prints the environment, or runs a program in a changed one.',
  missing: 'Signals (--default-signal and its like), -v.',
  run: (process, flavour) => {
    const split = process.arguments.slice(1).flatMap((word, at, all) => {
      if (word === '-S' || (at > 0 && all[at - 1] === '-S')) return word === '-S' ? [] : word.split(/\s+/)
      return word.startsWith('-S') ? word.slice(2).trim().split(/\s+/) : [word]
    })
    const options = readOptions(
      process,
      flavour,
      {
        short: 'i0u:C:v',
        gnuOnly: 'Cv',
        long: { 'ignore-environment': 'i', null: '0', unset: 'u:', chdir: 'C:', debug: 'v' },
        first: true,
        status: flavour === 'gnu' ? 125 : 1,
        usage: '[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]',
      },
      split,
    )
    const words = [...options.operands]
    const isEmpty = options.has('i') || words[0] === '-'
    if (words[0] === '-') words.shift()
    const environment = new Map(isEmpty ? [] : process.environment)
    for (const name of options.values('u')) environment.delete(name)
    while (/^[^=]+=/.test(words[0] ?? '')) {
      const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(words.shift() ?? '') ?? []
      environment.set(name, value)
    }
    const target = options.value('C')
    let directory = process.directory
    if (target !== undefined) {
      const found = stat(process, target)
      if (found.errno !== undefined)
        return fail(process, `cannot change directory to ${quote(target)}: ${why(process, found.errno)}`, 125)
      if (!isDirectory(process, target))
        return fail(process, `cannot change directory to ${quote(target)}: ${why(process, 'ENOTDIR')}`, 125)
      directory = resolvePath(process.directory, target)
    }
    if (words.length > 0) return launch(process, flavour, { arguments: words, environment, directory, takesOver: true })
    const ending = options.has('0') ? '\0' : '\n'
    print(process, [...environment].map(([name, value]) => byteTextOf(`${name}=${value}`) + ending).join(''))
    return 0
  },
})

/** `printenv`: values of the environment. */
export const printenv = program({
  names: ['printenv'],
  summary: 'Prints values of the environment.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, { short: '0', long: { null: '0' }, first: true, status: 2 })
    const ending = options.has('0') ? '\0' : '\n'
    if (options.operands.length === 0) {
      print(process, [...process.environment].map(([name, value]) => byteTextOf(`${name}=${value}`) + ending).join(''))
      return 0
    }
    const values = options.operands.map((name) => process.environment.get(name))
    print(process, values.map((value) => (value === undefined ? '' : byteTextOf(value) + ending)).join(''))
    return values.includes(undefined) ? 1 : 0
  },
})
