import type { Shell } from '../shell.ts'
import { type Builtins, regular, special } from './builtin.ts'
import { listVariables } from './variables.ts'

const longNames: ReadonlyMap<string, string> = new Map([
  ['allexport', 'a'],
  ['errexit', 'e'],
  ['noclobber', 'C'],
  ['noexec', 'n'],
  ['noglob', 'f'],
  ['nounset', 'u'],
  ['verbose', 'v'],
  ['xtrace', 'x'],
  ['monitor', 'm'],
  ['notify', 'b'],
  ['ignoreeof', 'I'],
  ['interactive', 'i'],
  ['stdin', 's'],
  ['vi', 'V'],
  ['emacs', 'E'],
  ['nolog', 'nolog'],
])
const extendedNames: ReadonlyMap<string, string> = new Map([...longNames, ['pipefail', 'pipefail']])
const bashNames: ReadonlyMap<string, string> = new Map([
  ...extendedNames,
  ['posix', 'posix'],
  ['hashall', 'h'],
  ['errtrace', 'E'],
  ['functrace', 'T'],
  ['braceexpand', 'B'],
  ['physical', 'P'],
])

/** Builtins that set options and parameters. */
export const optionBuiltins: Builtins = {
  set: special((shell, words) => {
    if (words.length === 1) {
      listVariables(shell)
      return 0
    }
    const parsed = parseOptions(shell, words.slice(1), 'set')
    if (typeof parsed === 'number') return parsed
    if (parsed.operands.length > 0 || parsed.setsParameters) shell.parameters = parsed.operands
    return 0
  }),
}

/** bash's `shopt`: options are taken, and change nothing here. */
export const shoptBuiltin = regular(() => 0)

/** What is left of words after options were set from them. */
export interface ParsedOptions {
  readonly operands: readonly string[]
  /** `--` was there: even no operands replace the parameters. */
  readonly setsParameters: boolean
  /** Letters that only an invocation takes: `c`, `s`, `l`. */
  readonly invocation: string
}

/** Sets options of the shell from words (`-eux -o pipefail`); a number is the status of an unknown one, which was told. */
export function parseOptions(
  shell: Shell,
  words: readonly string[],
  builtin: string | undefined,
): ParsedOptions | number {
  let at = 0
  let invocation = ''
  for (; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') return { operands: words.slice(at + 1), setsParameters: true, invocation }
    if (word === '-')
      return {
        operands: words.slice(at + 1),
        setsParameters: builtin !== undefined && words.length > at + 1,
        invocation,
      }
    if (!/^[-+]./.test(word)) break
    if (word.startsWith('--') && builtin === undefined) continue
    const isOn = word.startsWith('-')
    for (const letter of word.slice(1)) {
      if (letter === 'o') {
        const name = words[++at]
        if (name === undefined) listOptions(shell, isOn)
        else if (!setNamed(shell, name, isOn)) return unknown(shell, `${isOn ? '-' : '+'}o ${name}`, name, builtin)
      } else if (builtin === undefined && 'csl'.includes(letter)) invocation += letter
      else if (!setLetter(shell, letter, isOn))
        return unknown(shell, `${isOn ? '-' : '+'}${letter}`, undefined, builtin)
    }
  }
  return { operands: words.slice(at), setsParameters: false, invocation }
}

function namesFor(shell: Shell): ReadonlyMap<string, string> {
  if (shell.dialect.isBash) return bashNames
  return shell.dialect.isExtended ? extendedNames : longNames
}

function setNamed(shell: Shell, name: string, isOn: boolean): boolean {
  const option = namesFor(shell).get(name)
  if (option === undefined) return false
  if (isOn) shell.options.add(option)
  else shell.options.delete(option)
  return true
}

function setLetter(shell: Shell, letter: string, isOn: boolean): boolean {
  if (![...namesFor(shell).values()].includes(letter) && !(shell.dialect.isBash && 'kptBHEPT'.includes(letter)))
    return false
  if (isOn) shell.options.add(letter)
  else shell.options.delete(letter)
  return true
}

function unknown(shell: Shell, option: string, name: string | undefined, builtin: string | undefined): number {
  switch (shell.dialect.name) {
    case 'dash':
      throw shell.fatal(`Illegal option ${option}`, 2, builtin)
    case 'ash':
      if (name === undefined) throw shell.fatal(`illegal option ${option}`, 2, builtin)
      shell.complain(`illegal option ${option}`, builtin)
      return 1
    case 'bash':
      shell.complain(name === undefined ? `${option}: invalid option` : `${name}: invalid option name`, builtin)
      if (name === undefined)
        shell.errors.write('set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n')
      return 2
  }
}

function listOptions(shell: Shell, isOn: boolean): void {
  const rows = [...namesFor(shell)].sort((a, b) => (a[0] < b[0] ? -1 : 1))
  if (isOn && !shell.dialect.isBash) shell.print('Current option settings\n')
  for (const [name, option] of rows) {
    const state = shell.options.has(option)
    shell.print(
      isOn
        ? `${name.padEnd(shell.dialect.isBash ? 15 : 16)}${shell.dialect.isBash ? '\t' : ''}${state ? 'on' : 'off'}\n`
        : `set ${state ? '-' : '+'}o ${name}\n`,
    )
  }
}
