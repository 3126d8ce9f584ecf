import { type Fixer, fix } from './fix.ts'

/** The name that a message says was meant, in the place of the one that was written. What is built is another thing: what was meant. */
export const meant: Fixer = ({ problem, dockerfile, instruction }) => {
  const right = /\(did you mean (.+?)\?\)/.exec(problem.message)?.[1]
  if (right === undefined) return []
  const variable = /(?:variable|argument) '\$?(\w+)'/.exec(problem.message)?.[1]
  const { from, to } = variable === undefined ? (problem.focus ?? instruction.range) : instruction.range
  const text = dockerfile.text.slice(from, to)
  if (variable !== undefined) {
    const name = right.replace(/^\$/, '')
    const edits = [...text.matchAll(/\$\{?(\w+)/g)].flatMap((match) => {
      if (match[1] !== variable) return []
      const end = from + match.index + match[0].length
      return [{ range: { from: end - variable.length, to: end }, text: name }]
    })
    return fix(`Write $${name}`, ...edits)
  }
  const wrong = (/unexpected key '(.+?)'/.exec(problem.message) ??
    /(\S+) \(did you mean/.exec(problem.message))?.[1]?.replace(/^"|"$/g, '')
  const at = wrong === undefined ? -1 : text.indexOf(wrong)
  if (wrong === undefined || at === -1) return []
  const written = wrong.startsWith('--') ? `--${right}` : right
  return fix(`Write ${written}`, { range: { from: from + at, to: from + at + wrong.length }, text: written })
}
