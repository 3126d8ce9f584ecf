import type { Shell } from '../shell.ts'
import { regular } from './builtin.ts'

/** `getopts`. Source: POSIX.1-2024, getopts. */
export const getoptsBuiltin = regular((shell, words) => {
  const [, specification, name, ...given] = words
  if (specification === undefined || name === undefined) {
    if (shell.dialect.name === 'bash') shell.complain('usage: getopts optstring name [arg ...]', 'getopts')
    else throw shell.fatal('usage: getopts optstring var [arg]', 2, 'getopts')
    return 2
  }
  return nextOption(shell, specification, name, words.length > 3 ? given : shell.parameters)
})

function nextOption(shell: Shell, specification: string, name: string, words: readonly string[]): number {
  let index = Number(shell.get('OPTIND') ?? '1')
  let offset = shell.optionOffset
  if (offset === 0) {
    const word = words[index - 1] ?? ''
    if (!/^-./.test(word) || word === '--') {
      if (word === '--') index++
      finish(shell, index, 0)
      shell.set(name, '?')
      shell.variables.delete('OPTARG')
      return 1
    }
    offset = 1
  }
  const word = words[index - 1] ?? ''
  const letter = word[offset] ?? ''
  const isSilent = specification.startsWith(':')
  const at = letter === ':' ? -1 : specification.indexOf(letter, isSilent ? 1 : 0)
  const isLast = offset + 1 >= word.length
  if (at === -1) {
    finish(shell, isLast ? index + 1 : index, isLast ? 0 : offset + 1)
    return report(shell, name, '?', isSilent, letter, illegal(shell, letter))
  }
  if (specification[at + 1] !== ':') {
    finish(shell, isLast ? index + 1 : index, isLast ? 0 : offset + 1)
    if (shell.dialect.isBash) shell.variables.delete('OPTARG')
    else shell.set('OPTARG', '')
    shell.set(name, letter)
    return 0
  }
  const value = isLast ? words[index] : word.slice(offset + 1)
  if (value === undefined) {
    finish(shell, index + 1, 0)
    return report(shell, name, isSilent ? ':' : '?', isSilent, letter, missing(shell, letter))
  }
  finish(shell, isLast ? index + 2 : index + 1, 0)
  shell.set('OPTARG', value)
  shell.set(name, letter)
  return 0
}

function finish(shell: Shell, index: number, offset: number): void {
  shell.set('OPTIND', `${index}`)
  shell.optionOffset = offset
}

function report(shell: Shell, name: string, value: string, isSilent: boolean, letter: string, message: string): number {
  if (isSilent) shell.set('OPTARG', letter)
  else {
    shell.variables.delete('OPTARG')
    shell.errors.write(`${message}\n`)
  }
  shell.set(name, value)
  return 0
}

function illegal(shell: Shell, letter: string): string {
  if (shell.dialect.name === 'dash') return `Illegal option -${letter}`
  return shell.dialect.name === 'ash' ? `Illegal option -${letter}` : `${shell.name}: illegal option -- ${letter}`
}

function missing(shell: Shell, letter: string): string {
  if (shell.dialect.name === 'bash') return `${shell.name}: option requires an argument -- ${letter}`
  return `No arg for -${letter} option`
}
