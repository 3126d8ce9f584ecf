import { findProgram } from '../../run.ts'
import { arithmeticValue } from '../expand.ts'
import { quoteSingle } from '../quote.ts'
import type { Shell } from '../shell.ts'
import { reservedWords } from '../tokens.ts'
import type { Builtin } from './builtin.ts'
import { type Builtins, regular } from './builtin.ts'

const keywords: ReadonlySet<string> = new Set([...reservedWords, 'in'])

/** Builtins that tell, or skip, what a name stands for. `builtins` gives all builtins of the shell. */
export function lookupBuiltins(builtins: (shell: Shell) => ReadonlyMap<string, Builtin>): Builtins {
  return {
    command: regular((shell, words) => command(shell, words, builtins(shell))),
    type: regular((shell, words) => {
      let status = 0
      const isTerse = shell.dialect.isBash && words[1] === '-t'
      const isPath = shell.dialect.isBash && (words[1] === '-p' || words[1] === '-P')
      for (const name of words.slice(isTerse || isPath ? 2 : 1)) {
        const found = describe(shell, name, builtins(shell))
        if (found === undefined) {
          status = shell.dialect.name === 'bash' ? 1 : 127
          if (!isTerse && !isPath) complainType(shell, name)
        } else if (isTerse) shell.print(`${found.kind}\n`)
        else if (isPath) shell.print(found.kind === 'file' ? `${found.path}\n` : '')
        else shell.print(`${name} is ${found.text}\n`)
      }
      return status
    }),
    hash: regular((shell, words) => {
      let status = 0
      for (const name of words.slice(1)) {
        if (name.startsWith('-') || builtins(shell).has(name) || shell.functions.has(name)) continue
        if (findProgram(shell, name, shell.get('PATH')).errno === undefined) continue
        status = 1
        shell.complain(`${name}: not found`, 'hash')
      }
      return status
    }),
    alias: regular((shell, words) => alias(shell, words)),
    unalias: regular((shell, words) => {
      if (words[1] === '-a') shell.aliases.clear()
      for (const name of words.slice(1)) shell.aliases.delete(name)
      return 0
    }),
    times: regular((shell) => {
      shell.print(
        shell.dialect.name === 'bash'
          ? '0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n'
          : '0m0.000000s 0m0.000000s\n0m0.000000s 0m0.000000s\n',
      )
      return 0
    }),
    ulimit: regular((shell, words) => {
      const option = /^-[A-Za-z]*$/.test(words[1] ?? '') ? (words[1] ?? '') : ''
      if (words.length <= (option === '' ? 1 : 2)) shell.print(option.includes('n') ? '1048576\n' : 'unlimited\n')
      return 0
    }),
  }
}

/** `let`, in ash and bash. */
export const letBuiltin = regular((shell, words) => {
  let value = 0n
  for (const expression of words.slice(1)) value = arithmeticValue(shell, expression)
  return value === 0n ? 1 : 0
})

/** bash's `builtin`. */
export function builtinBuiltin(builtins: (shell: Shell) => ReadonlyMap<string, Builtin>): Builtin {
  return regular((shell, words) => {
    const builtin = builtins(shell).get(words[1] ?? '')
    if (builtin !== undefined) return builtin.run(shell, words.slice(1))
    shell.complain(`${words[1] ?? ''}: not a shell builtin`, 'builtin')
    return 1
  })
}

interface Description {
  readonly kind: 'keyword' | 'function' | 'builtin' | 'alias' | 'file'
  readonly text: string
  readonly path: string
}

function describe(shell: Shell, name: string, builtins: ReadonlyMap<string, Builtin>): Description | undefined {
  const own = (kind: Exclude<Description['kind'], 'file'>, text: string): Description => ({ kind, text, path: name })
  if (
    keywords.has(name) ||
    (shell.dialect.isExtended && name === 'function') ||
    (shell.dialect.isBash && (name === '[[' || name === 'time'))
  )
    return own('keyword', 'a shell keyword')
  const value = shell.aliases.get(name)
  if (value !== undefined)
    return own('alias', shell.dialect.isBash ? `aliased to \`${value}'` : `an alias for ${value}`)
  if (shell.functions.has(name))
    return own('function', shell.dialect.name === 'dash' ? 'a shell function' : 'a function')
  const builtin = builtins.get(name)
  if (builtin !== undefined)
    return own('builtin', builtin.isSpecial && !shell.dialect.isBash ? 'a special shell builtin' : 'a shell builtin')
  const path = findProgram(shell, name, shell.get('PATH'))
  return path.errno === undefined ? { kind: 'file', text: path.value, path: path.value } : undefined
}

function complainType(shell: Shell, name: string): void {
  if (shell.dialect.isBash) shell.complain(`${name}: not found`, 'type')
  else if (shell.dialect.name === 'dash') shell.print(`${name}: not found\n`)
  else shell.print(`${name}: not found\n`)
}

function command(shell: Shell, words: readonly string[], builtins: ReadonlyMap<string, Builtin>): number {
  let at = 1
  let how = ''
  for (; /^-[pvV]+$/.test(words[at] ?? ''); at++) how += (words[at] ?? '').slice(1)
  if (words[at] === '--') at++
  const rest = words.slice(at)
  const [name] = rest
  if (name === undefined) return 0
  if (!how.includes('v') && !how.includes('V')) return shell.runner.runWords(shell, rest, true)
  const found = describe(shell, name, builtins)
  if (found === undefined) {
    if (how.includes('V')) complainType(shell, name)
    return shell.dialect.name === 'bash' ? 1 : 127
  }
  if (how.includes('V')) shell.print(`${name} is ${found.text}\n`)
  else
    shell.print(
      found.kind === 'alias' ? `alias ${name}=${quoteSingle(shell.aliases.get(name) ?? '')}\n` : `${found.path}\n`,
    )
  return 0
}

function alias(shell: Shell, words: readonly string[]): number {
  let status = 0
  const shown = (name: string, value: string) =>
    `${shell.dialect.isBash ? 'alias ' : ''}${name}=${quoteSingle(value)}\n`
  for (const word of words.slice(1)) {
    const at = word.indexOf('=', 1)
    const value = shell.aliases.get(word)
    if (at !== -1) shell.aliases.set(word.slice(0, at), word.slice(at + 1))
    else if (value !== undefined) shell.print(shown(word, value))
    else {
      status = 1
      if (shell.dialect.isBash) shell.complain(`${word}: not found`, 'alias')
      else shell.errors.write(`alias: ${word} not found\n`)
    }
  }
  if (words.length === 1) for (const [name, value] of [...shell.aliases].sort()) shell.print(shown(name, value))
  return status
}
