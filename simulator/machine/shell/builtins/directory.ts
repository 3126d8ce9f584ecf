import { cleanPath } from '../../../values/path.ts'
import { access, realPath, stat } from '../../files.ts'
import type { Errno } from '../../process.ts'
import type { Shell } from '../shell.ts'
import { type Builtins, regular } from './builtin.ts'

/** Builtins of the working directory and the umask. */
export const directoryBuiltins: Builtins = {
  cd: regular((shell, words) => changeDirectory(shell, words)),
  pwd: regular((shell, words) => {
    shell.print(`${words.includes('-P') ? shell.directory : shell.logicalDirectory}\n`)
    return 0
  }),
  umask: regular((shell, words) => umask(shell, words)),
}

function changeDirectory(shell: Shell, words: readonly string[]): number {
  let isPhysical = false
  let at = 1
  for (; /^-[LPe]+$/.test(words[at] ?? ''); at++) isPhysical = (words[at] ?? '').endsWith('P')
  if (words[at] === '--') at++
  const operand = words[at]
  if (words.length > at + 1 && shell.dialect.name === 'bash') {
    shell.complain('too many arguments', 'cd')
    return 1
  }
  const wanted = operand === undefined ? shell.get('HOME') : operand === '-' ? shell.get('OLDPWD') : operand
  if (wanted === undefined) return complainUnset(shell, operand === undefined ? 'HOME' : 'OLDPWD')
  const found = findDirectory(shell, wanted)
  const wrong = enter(shell, found.path, isPhysical)
  if (wrong !== undefined) {
    if (shell.dialect.name !== 'bash') throw shell.fatal(shell.dialect.texts.cannotChange(wanted, wrong), 2, 'cd')
    shell.complain(shell.dialect.texts.cannotChange(wanted, wrong), 'cd')
    return 1
  }
  if (operand === '-' || found.isToldOf) shell.print(`${shell.logicalDirectory}\n`)
  return 0
}

function complainUnset(shell: Shell, name: string): number {
  if (shell.dialect.name === 'bash') {
    shell.complain(`${name} not set`, 'cd')
    return 1
  }
  // dash and ash go home to nowhere without a word.
  return name === 'HOME' ? 0 : 1
}

/** CDPATH is searched for names that begin with neither a slash nor a dot. */
function findDirectory(shell: Shell, wanted: string): { readonly path: string; readonly isToldOf: boolean } {
  const path = shell.get('CDPATH')
  if (path !== undefined && path !== '' && !/^(\/|\.\.?(\/|$))/.test(wanted))
    for (const directory of path.split(':')) {
      const candidate = directory === '' ? wanted : `${directory}/${wanted}`
      if (stat(shell, candidate).value?.kind === 'directory') return { path: candidate, isToldOf: directory !== '' }
    }
  return { path: wanted, isToldOf: false }
}

function enter(shell: Shell, path: string, isPhysical: boolean): Errno | undefined {
  const logical = cleanPath(path.startsWith('/') ? path : `${shell.logicalDirectory}/${path}`)
  const target = isPhysical ? path : logical
  const node = stat(shell, path === '' ? '.' : target)
  if (node.errno !== undefined) return node.errno
  if (node.value.kind !== 'directory') return 'ENOTDIR'
  const refused = access(shell, target, 'x')
  if (refused !== undefined) return refused
  const real = realPath(shell, target)
  if (real.errno !== undefined) return real.errno
  const before = shell.logicalDirectory
  shell.directory = real.value
  shell.logicalDirectory = isPhysical ? real.value : logical
  setExportedAs(shell, 'OLDPWD', before)
  setExportedAs(shell, 'PWD', shell.logicalDirectory)
  return undefined
}

/** PWD and OLDPWD keep their mark; in ash, and in bash for OLDPWD, they are exported. */
function setExportedAs(shell: Shell, name: string, value: string): void {
  const isNew = !shell.variables.has(name)
  shell.set(name, value)
  const variable = shell.variables.get(name)
  if (variable !== undefined && isNew && shell.dialect.name !== 'bash') variable.isExported = true
  if (variable !== undefined && name === 'OLDPWD') variable.isExported = true
  shell.forgetEnvironment()
}

function umask(shell: Shell, words: readonly string[]): number {
  const isSymbolic = words[1] === '-S'
  const operand = words[isSymbolic || words[1] === '-p' ? 2 : 1]
  if (operand === undefined) {
    shell.print(`${isSymbolic ? symbolicMask(shell.umask) : shell.umask.toString(8).padStart(4, '0')}\n`)
    return 0
  }
  const mask = /^[0-7]+$/.test(operand) ? Number.parseInt(operand, 8) & 0o777 : maskFromSymbols(shell.umask, operand)
  if (mask === undefined) {
    const { texts } = shell.dialect
    if (shell.dialect.name !== 'bash')
      throw shell.fatal(
        /^[0-9]/.test(operand) && shell.dialect.name === 'dash'
          ? texts.badNumber(operand)
          : `${shell.dialect.name === 'dash' ? 'Illegal mode' : 'illegal mode'}: ${operand}`,
        2,
        'umask',
      )
    shell.complain(
      `${operand}: ${/^[0-9]/.test(operand) ? 'octal number out of range' : 'invalid symbolic mode operator'}`,
      'umask',
    )
    return 1
  }
  shell.umask = mask
  return 0
}

function symbolicMask(mask: number): string {
  const letters = (bits: number) => `${bits & 4 ? 'r' : ''}${bits & 2 ? 'w' : ''}${bits & 1 ? 'x' : ''}`
  const allowed = ~mask & 0o777
  return `u=${letters(allowed >> 6)},g=${letters((allowed >> 3) & 7)},o=${letters(allowed & 7)}`
}

function maskFromSymbols(mask: number, text: string): number | undefined {
  let allowed = ~mask & 0o777
  for (const clause of text.split(',')) {
    const [whole, who = '', operator, letters = ''] = /^([ugoa]*)([-+=])([rwx]*)$/.exec(clause) ?? []
    if (whole === undefined) return undefined
    const bits = (letters.includes('r') ? 4 : 0) | (letters.includes('w') ? 2 : 0) | (letters.includes('x') ? 1 : 0)
    const whom = who === '' || who.includes('a') ? 'ugo' : who
    for (const [letter, shift] of [
      ['u', 6],
      ['g', 3],
      ['o', 0],
    ] as const) {
      if (!whom.includes(letter)) continue
      if (operator === '=') allowed = (allowed & ~(7 << shift)) | (bits << shift)
      else if (operator === '+') allowed |= bits << shift
      else allowed &= ~(bits << shift)
    }
  }
  return ~allowed & 0o777
}
