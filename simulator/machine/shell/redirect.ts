import { openRead, openWrite } from '../files.ts'
import { inputOf } from '../pipe.ts'
import { expandText, expandWords } from './expand.ts'
import type { Descriptor, Shell } from './shell.ts'
import type { Redirect, Word } from './syntax.ts'

/** What was open before redirections, to be put back. */
export type Saved = ReadonlyMap<number, Descriptor | undefined>

/**
 * Opens redirections in the shell, in their order. Gives what to restore; undefined when one failed: then a message was printed and all is
 * as before. Source: POSIX.1-2024, Shell Command Language, 2.7.
 */
export function applyRedirects(shell: Shell, redirects: readonly Redirect[]): Saved | undefined {
  const saved = new Map<number, Descriptor | undefined>()
  for (const redirect of redirects) {
    const targets = redirect.operator === '&>' || redirect.operator === '&>>' ? [1, 2] : [redirect.descriptor]
    for (const descriptor of targets)
      if (!saved.has(descriptor)) saved.set(descriptor, shell.descriptors.get(descriptor))
    if (applyOne(shell, redirect, saved)) continue
    restoreRedirects(shell, saved)
    return undefined
  }
  return saved
}

/** Puts back what was open, and closes what is no longer. */
export function restoreRedirects(shell: Shell, saved: Saved): void {
  for (const [descriptor, before] of saved) {
    const now = shell.descriptors.get(descriptor)
    if (now !== before) now?.close?.()
    if (before === undefined) shell.descriptors.delete(descriptor)
    else shell.descriptors.set(descriptor, before)
  }
}

function applyOne(shell: Shell, redirect: Redirect, saved: Saved): boolean {
  const { descriptor, operator, target } = redirect
  if (operator === '<<' || operator === '<<<') {
    const text = expandText(shell, target)
    shell.descriptors.set(descriptor, { input: inputOf(operator === '<<<' ? `${text}\n` : text) })
    return true
  }
  const word = shell.dialect.isBash ? expandSingle(shell, target) : expandText(shell, target)
  if (word === undefined) return false
  if (operator === '<&' || (operator === '>&' && /^(-|[0-9]+-?)$/.test(word))) return duplicate(shell, descriptor, word)
  if (operator === '>&' && !shell.dialect.isExtended) {
    shell.complain(
      shell.dialect.name === 'dash' ? 'Syntax error: Bad fd number' : shell.dialect.texts.badDescriptor(word),
    )
    return false
  }
  if (operator === '<') return openForReading(shell, descriptor, word)
  const opened = openForWriting(shell, operator, word)
  if (opened === undefined) return false
  shell.descriptors.set(descriptor, opened)
  const isBoth = operator === '&>' || operator === '&>>' || (operator === '>&' && saved.size > 0)
  if (isBoth) shell.descriptors.set(2, opened)
  return true
}

/** bash expands the word of a redirection as any other, and wants one. */
function expandSingle(shell: Shell, target: Word): string | undefined {
  const words = expandWords(shell, [target])
  if (words.length === 1) return words[0]
  const source = target
    .map((part) => (part.kind === 'text' ? part.text : part.kind === 'parameter' ? `$${part.name}` : ''))
    .join('')
  shell.complain(`${source}: ambiguous redirect`)
  return undefined
}

function duplicate(shell: Shell, descriptor: number, word: string): boolean {
  if (word === '-') {
    shell.descriptors.delete(descriptor)
    return true
  }
  const source = Number(word.replace('-', ''))
  const open = /^[0-9]+-?$/.test(word) ? shell.descriptors.get(source) : undefined
  if (open === undefined) {
    shell.complain(/^[0-9]+-?$/.test(word) ? shell.dialect.texts.badDescriptor(word) : badWord(shell, word))
    return false
  }
  shell.descriptors.set(descriptor, word.endsWith('-') ? open : shared(open))
  if (word.endsWith('-')) shell.descriptors.delete(source)
  return true
}

function badWord(shell: Shell, word: string): string {
  if (shell.dialect.name === 'dash') return 'Syntax error: Bad fd number'
  return shell.dialect.isBash ? `${word}: ambiguous redirect` : 'syntax error: bad fd number'
}

/** The same open file under another number: closing the number leaves it open. */
function shared(descriptor: Descriptor): Descriptor {
  const { close: _close, ...rest } = descriptor
  return rest
}

function openForReading(shell: Shell, descriptor: number, path: string): boolean {
  const own = descriptorNamed(shell, path)
  if (own !== undefined) {
    shell.descriptors.set(descriptor, shared(own))
    return true
  }
  const opened = openRead(shell, path)
  // A directory can be opened; only reading it fails.
  if (opened.errno === 'EISDIR') shell.descriptors.set(descriptor, { input: { read: () => undefined } })
  else if (opened.errno !== undefined) {
    shell.complain(shell.dialect.texts.cannotOpen(path, opened.errno))
    return false
  } else shell.descriptors.set(descriptor, { input: opened.value })
  return true
}

function openForWriting(shell: Shell, operator: Redirect['operator'], path: string): Descriptor | undefined {
  const own = descriptorNamed(shell, path)
  if (own !== undefined) return shared(own)
  const append = operator === '>>' || operator === '&>>'
  const keeps = operator === '<>'
  const exclusive = operator === '>' && shell.options.has('C') && !path.startsWith('/dev/')
  const opened = openWrite(shell, path, { append, keep: keeps, exclusive })
  if (opened.errno !== undefined) {
    shell.complain(shell.dialect.texts.cannotCreate(path, opened.errno))
    return undefined
  }
  const file = opened.value
  const input = keeps ? openRead(shell, path).value : undefined
  return { output: file, close: file.close, ...(input !== undefined && { input }) }
}

/** The open descriptor that `/dev/stdout`, `/dev/fd/3` and the like name. */
function descriptorNamed(shell: Shell, path: string): Descriptor | undefined {
  const standard = ['/dev/stdin', '/dev/stdout', '/dev/stderr'].indexOf(path)
  const [, number] = /^(?:\/dev\/fd|\/proc\/self\/fd)\/([0-9]+)$/.exec(path) ?? []
  return shell.descriptors.get(number === undefined ? standard : Number(number))
}
