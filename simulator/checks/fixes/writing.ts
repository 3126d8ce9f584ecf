import { cleanPath } from '../../values/path.ts'
import { onlyCommandOf, plainWordsOf } from '../own/calls.ts'
import { type Fixer, fix, inCaseOf, shellAt, type TextEdit } from './fix.ts'

/** Lines that hold nothing, taken out of a continued instruction. The image stays as it is: the builder skips them. */
export const noEmptyLines: Fixer = ({ dockerfile, instruction }) => {
  const { text, lineStarts } = dockerfile
  const edits: TextEdit[] = []
  const end = instruction.bodies[0]?.from ?? instruction.range.to
  for (let line = instruction.lines.first; line < instruction.lines.last; line++) {
    const from = lineStarts[line] ?? text.length
    const to = lineStarts[line + 1] ?? text.length
    if (from < end && text.slice(from, to).trim() === '') edits.push({ range: { from, to }, text: '' })
  }
  return fix('Remove the empty lines', ...edits)
}

const specialBuiltins = new Set(['exec', 'cd', 'export', 'set', 'eval', '.', 'source', 'exit', 'trap', 'unset'])

/** CMD or ENTRYPOINT as a list. The layers stay; the setting is what is meant to change. */
export const asList: Fixer = ({ dockerfile, instruction, index }) => {
  if (instruction.kind !== 'CMD' && instruction.kind !== 'ENTRYPOINT') return []
  const { command } = instruction
  if (command.form === 'exec') return []
  const words = plainWordsOf(command.text)
  if (words !== undefined) return fix('Write it as a list', { range: command.range, text: listOf(words) })
  const only = onlyCommandOf(command.text)
  const first = command.text.split(/\s/, 1)[0] ?? ''
  // The shell makes way for the program, which then gets the signals itself.
  const mayReplace = only !== undefined && only.assignments.length === 0 && !specialBuiltins.has(first)
  const text = mayReplace ? `exec ${command.text}` : command.text
  const shell = shellAt(dockerfile, index)
  return fix('Write the shell into the list', { range: command.range, text: listOf([...shell, text]) })
}

function listOf(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`
}

/** MAINTAINER as a label. The layers stay; the author moves from a field of its own to a label. */
export const authorLabel: Fixer = ({ instruction }) => {
  if (instruction.kind !== 'MAINTAINER') return []
  const quoted = instruction.argument.text.replace(/["$\\]/g, '\\$&')
  const keyword = inCaseOf('LABEL', instruction.keyword.text)
  const text = `${keyword} org.opencontainers.image.authors="${quoted}"`
  return fix('Write it as a label', { range: instruction.range, text })
}

/** `ENV name value` as `ENV name=value`. The settings stay as they are. */
export const withEquals: Fixer = ({ dockerfile, instruction }) => {
  if ((instruction.kind !== 'ENV' && instruction.kind !== 'LABEL') || !instruction.legacy) return []
  const [pair] = instruction.pairs
  if (pair === undefined) return []
  const value = oneWord(pair.value.text, dockerfile.directives.escape)
  const range = { from: pair.name.range.from, to: pair.value.range.to }
  return fix(`Write ${pair.name.text}=`, { range, text: `${pair.name.text}=${value}` })
}

/** A text with blanks as one word: in quotes, or, where it holds some, with its bare blanks escaped. */
function oneWord(text: string, escapeCharacter: string): string {
  if (!/\s/.test(text)) return text
  if (!/["'\\`]/.test(text)) return `"${text}"`
  let quote = ''
  let word = ''
  for (const character of text) {
    if (quote === '' && /\s/.test(character)) word += escapeCharacter
    if (quote === '' && (character === '"' || character === "'")) quote = character
    else if (character === quote) quote = ''
    word += character
  }
  return word
}

/** WORKDIR from the root. The image stays as it is where the path is known, or the base works in the root. */
export const wholePath: Fixer = ({ problem, instruction }) => {
  if (instruction.kind !== 'WORKDIR') return []
  const { text: written, range } = instruction.argument
  if (/["'$\\]/.test(written)) return []
  const text = /the whole path, (\/\S*)$/.exec(problem.message)?.[1] ?? cleanPath(`/${written}`)
  return fix(`Write ${text}`, { range, text })
}

/** FROM without its --platform. The image stays as it is. */
export const noPlatform: Fixer = ({ dockerfile, instruction }) => {
  const flag = instruction.flags.find(({ text }) => text.startsWith('--platform'))
  if (flag === undefined) return []
  const after = /^[ \t]*/.exec(dockerfile.text.slice(flag.range.to))?.[0].length ?? 0
  return fix('Leave --platform out', { range: { from: flag.range.from, to: flag.range.to + after }, text: '' })
}

/** COPY for ADD. The layers stay as they are. */
export const copyForAdd: Fixer = ({ instruction }) =>
  instruction.kind === 'ADD'
    ? fix('Use COPY', { range: instruction.keyword.range, text: inCaseOf('COPY', instruction.keyword.text) })
    : []

/** The instruction without effect, taken out. The image stays as it is, but for a line of its history. */
export const removeLine: Fixer = ({ dockerfile, instruction }) => {
  const from = dockerfile.lineStarts[instruction.lines.first - 1] ?? instruction.range.from
  const to = dockerfile.lineStarts[instruction.lines.last] ?? dockerfile.text.length
  return fix(`Remove this ${instruction.keyword.text}`, { range: { from, to }, text: '' })
}
