import { baseName } from '../../values/path.ts'
import { homeOf, usersOf } from '../users.ts'
import { expandText } from './expand.ts'
import { Lexer } from './lexer.ts'
import type { Shell } from './shell.ts'
import { readDocument } from './words.ts'

/** A prompt, as it is shown: `\w` and its like replaced by ash and bash, then expanded as in double quotes. Source: bash(1), PROMPTING. */
export function promptText(shell: Shell, name: 'PS1' | 'PS2' | 'PS4'): string {
  const given = shell.get(name) ?? ''
  const decoded = shell.dialect.isExtended
    ? given.replace(/\\(0[0-7]{0,3}|.)/gs, (_, mark: string) => markOf(shell, mark))
    : given
  return expandPrompt(shell, decoded)
}

/** A prompt's text with its variables and commands replaced. */
export function expandPrompt(shell: Shell, prompt: string): string {
  if (!/[$`\\]/.test(prompt)) return prompt
  const lexer = new Lexer(prompt, shell.dialect)
  const word = readDocument(lexer, { readSubstitution: () => [], readText: () => [] })
  const { options } = shell
  shell.options = new Set([...options].filter((option) => option !== 'x'))
  const text = expandText(shell, word)
  shell.options = options
  return text
}

function markOf(shell: Shell, mark: string): string {
  const where = shell.logicalDirectory
  const home = shell.get('HOME') ?? homeOf(shell.machine.draft.current, shell.user.uid)
  const shortened =
    home !== '/' && (where === home || where.startsWith(`${home}/`)) ? `~${where.slice(home.length)}` : where
  switch (mark) {
    case 'u':
      return usersOf(shell.machine.draft.current)?.find(({ uid }) => uid === shell.user.uid)?.name ?? 'I have no name!'
    case 'h':
      return shell.machine.hostname.replace(/\..*/, '')
    case 'H':
      return shell.machine.hostname
    case 'w':
      return shortened
    case 'W':
      return shortened === '/' || shortened === '~' ? shortened : baseName(where)
    case '$':
      return shell.user.uid === 0 ? '#' : '\\$'
    case 's':
      return baseName(shell.name).replace(/^-/, '')
    case 'v':
      return '5.2'
    case 'n':
      return '\n'
    case '\\':
      return '\\\\'
    case 'e':
      return '\u001b'
    case 'a':
    case '[':
    case ']':
      return ''
    default:
      return /^0/.test(mark) ? String.fromCharCode(Number.parseInt(mark, 8) || 0) : `\\${mark}`
  }
}
