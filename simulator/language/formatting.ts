import { formatDockerfile } from '../dockerfile/format.ts'
import type { Dockerfile, Instruction } from '../dockerfile/instruction.ts'
import { parseDockerfile } from '../dockerfile/parse.ts'
import type { TextEdit } from '../values/edit.ts'

/** The edits that bring a Dockerfile into its layout, an instruction at a time, so that a cursor stays where it was. None when it is. */
export function formatEdits(dockerfile: Dockerfile): readonly TextEdit[] {
  const { text } = dockerfile
  const formatted = formatDockerfile(text)
  if (formatted === text) return []
  const before = pieces(dockerfile.instructions, text)
  const after = pieces(parseDockerfile(formatted).instructions, formatted)
  if (before.length !== after.length) return [{ range: { from: 0, to: text.length }, text: formatted }]
  let from = 0
  return before.flatMap((piece, at) => {
    const range = { from, to: from + piece.length }
    from += piece.length
    const wanted = after[at] ?? ''
    return piece === wanted ? [] : [{ range, text: wanted }]
  })
}

/** A text cut at the start and the end of each instruction. */
function pieces(instructions: readonly Instruction[], text: string): readonly string[] {
  const cuts = [0, ...instructions.flatMap(({ range }) => [range.from, range.to]), text.length]
  return cuts.slice(1).map((cut, at) => text.slice(cuts[at], cut))
}
