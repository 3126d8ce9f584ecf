import type { Instruction } from '../../dockerfile/instruction.ts'
import type { Range } from '../../values/range.ts'
import { type Fixer, fix, inCaseOf } from './fix.ts'

/** A stage's name and all its uses in small letters. The image stays as it is: stages are found whatever the case. */
export const lowerStageName: Fixer = ({ dockerfile, instruction }) => {
  if (instruction.kind !== 'FROM' || instruction.name === undefined) return []
  const lower = instruction.name.text.toLowerCase()
  const places = dockerfile.instructions
    .flatMap((each) => stageNames(each))
    .filter(({ from, to }) => {
      const written = dockerfile.text.slice(from, to)
      return written !== lower && written.toLowerCase() === lower
    })
  return fix(`Write ${lower}`, ...places.map((range) => ({ range, text: lower })))
}

function stageNames(instruction: Instruction): readonly Range[] {
  switch (instruction.kind) {
    case 'FROM':
      return [instruction.image.range, ...(instruction.name === undefined ? [] : [instruction.name.range])]
    case 'COPY':
    case 'ADD':
      return instruction.from === undefined ? [] : [instruction.from.range]
    case 'RUN':
      return instruction.mounts.flatMap(({ text, range }) => {
        const match = /(?:^|,)from=([^,]+)/.exec(text)
        if (match?.[1] === undefined) return []
        const from = range.from + match.index + match[0].length - match[1].length
        return [{ from, to: from + match[1].length }]
      })
    default:
      return []
  }
}

/** AS in the case of FROM. The image stays as it is. */
export const matchAs: Fixer = ({ instruction }) => {
  if (instruction.kind !== 'FROM' || instruction.as === undefined) return []
  const text = inCaseOf('AS', instruction.keyword.text)
  return fix(`Write ${text}`, { range: instruction.as.range, text })
}

/** A keyword in the case of most. The image stays as it is. */
export const matchMajority: Fixer = ({ problem, instruction }) => {
  const { text: written, range } = instruction.keyword
  const text = problem.message.endsWith('(lowercase)') ? written.toLowerCase() : written.toUpperCase()
  return fix(`Write ${text}`, { range, text })
}

/** Protocols of EXPOSE in small letters. The image stays as it is. */
export const lowerProtocol: Fixer = ({ instruction }) => {
  if (instruction.kind !== 'EXPOSE') return []
  const wrong = instruction.ports.filter(({ text }) => /\/[^$]*[A-Z]/.test(text))
  const edits = wrong.map(({ text, range }) => ({
    range,
    text: text.replace(/\/[^/]*$/, (protocol) => protocol.toLowerCase()),
  }))
  return fix('Write the protocol in small letters', ...edits)
}

/** Ports of EXPOSE without an address or a port of the host. The image stays as it is: the builder drops them too. */
export const onlyPort: Fixer = ({ instruction }) => {
  if (instruction.kind !== 'EXPOSE') return []
  const wrong = instruction.ports.filter(({ text }) => text.includes(':') && !text.includes('$'))
  const edits = wrong.map(({ text, range }) => ({ range, text: text.slice(text.lastIndexOf(':') + 1) }))
  return fix('Keep the port of the container only', ...edits)
}
