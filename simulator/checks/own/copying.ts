import type { CopyInstruction, Instruction } from '../../dockerfile/instruction.ts'
import { cleanPath } from '../../values/path.ts'
import { type OwnRule, ownRule } from './rule.ts'

/** Checks of COPY, ADD and WORKDIR. */
export const copyingRules: readonly OwnRule[] = [
  ownRule('DL3000', 'note', 'WORKDIR should be an absolute path', ({ instructions }, _, { plan }) =>
    instructions.flatMap((instruction) => {
      if (instruction.kind !== 'WORKDIR') return []
      const { text, range } = instruction.argument
      if (/^["']?[/$]/.test(text) || /^["']?[A-Za-z]:/.test(text)) return []
      const placed = plan.dispatched.find((each) => each.placed.instruction === instruction)
      const whole = placed?.after.settings.WorkingDir
      const path = whole === undefined ? '' : `, ${whole}`
      const message = `${text} depends on the WORKDIR before it: write the whole path${path}`
      return [{ instruction, message, focus: range }]
    }),
  ),
  ownRule('DL3020', 'note', 'COPY should be used for plain files', ({ instructions }) =>
    instructions.flatMap((instruction) => {
      if (instruction.kind !== 'ADD' || !isPlainAdd(instruction)) return []
      const message = 'ADD does nothing here that COPY does not: use COPY, and keep ADD for addresses and archives'
      return [{ instruction, message }]
    }),
  ),
  ownRule('DL3022', 'warning', 'COPY --from should name a stage of this file', (stage, stages, { plan }) =>
    copiesFrom(stage.instructions).flatMap(({ instruction, from }) => {
      const name = from.text.toLowerCase()
      if (/^\d+$/.test(name) || /[$:/@]/.test(name)) return []
      if (stages.slice(0, stage.index + 1).some((earlier) => earlier.name === name)) return []
      const source = plan.stages?.sourceOf(stage.index, from.text, true)
      if (source !== undefined && plan.stages?.stages[source]?.base.kind === 'context') return []
      const message = `No stage before this one is named ${from.text}, so it is taken for an image of that name`
      return [{ instruction, message, focus: from.range }]
    }),
  ),
  ownRule('DL3023', 'warning', 'COPY --from should not name its own stage', (stage) =>
    copiesFrom(stage.instructions).flatMap(({ instruction, from }) => {
      if (stage.name === undefined || from.text.toLowerCase() !== stage.name) return []
      const message = `${from.text} is the stage that this line stands in; it can copy from earlier ones only`
      return [{ instruction, message, focus: from.range }]
    }),
  ),
  ownRule('DL3067', 'note', 'A stage should not be copied whole', ({ instructions }) =>
    copiesFrom(instructions).flatMap(({ instruction, from }) => {
      const whole = instruction.sources.find(({ text }) => cleanPath(`/${text}`) === '/')
      if (whole === undefined) return []
      const message = `This copies all that ${from.text} holds, its base and its tools too: copy the paths that are needed`
      return [{ instruction, message, focus: whole.range }]
    }),
  ),
]

function copiesFrom(instructions: readonly Instruction[]) {
  return instructions.flatMap((instruction) =>
    (instruction.kind === 'COPY' || instruction.kind === 'ADD') && instruction.from !== undefined
      ? [{ instruction, from: instruction.from }]
      : [],
  )
}

const archive = /\.(tar|tgz|tbz2?|txz|tzst|gz|bz2|xz|zst|Z)$/i
const remote = /^(https?:|ftp:|git:|git@|ssh:)|\.git(#|$)/i

/** ADD with nothing in it that only ADD can do. */
function isPlainAdd(instruction: CopyInstruction): boolean {
  if (instruction.checksum !== undefined || instruction.unpack !== undefined || instruction.keepGitDir !== undefined)
    return false
  return instruction.sources.every(({ text }) => !archive.test(text) && !remote.test(text) && !text.includes('$'))
}
