import type { Instruction } from './instruction.ts'
import { parseDockerfile } from './parse.ts'

/** The instruction that an ONBUILD left behind, or why there is none, in the builder's words. */
export interface Trigger {
  readonly instruction?: Instruction
  readonly error?: string
}

/**
 * Reads what an image's OnBuild holds, when the trigger fires. It is read as a Dockerfile of its own, so the escape character is `\`
 * whatever the file around it says. Source: moby/buildkit dockerfile2llb/convert.go, dispatchOnBuildTriggers.
 */
export function parseTrigger(expression: string): Trigger {
  const { instructions, problems } = parseDockerfile(expression)
  const unread = instructions.find(
    (instruction) => instruction.kind === 'invalid' && instruction.fault.phase === 'line',
  )
  if (unread?.kind === 'invalid') return { error: unread.fault.message }
  const [instruction, ...others] = instructions
  if (instruction === undefined)
    return { error: expression === '' ? 'file with no instructions' : (problems[0]?.message ?? '') }
  if (others.length > 0) return { error: 'onbuild trigger should be a single expression' }
  if (instruction.kind === 'invalid') return { error: instruction.fault.message }
  if (instruction.kind === 'FROM') return { error: '*instructions.Stage is not a command type' }
  return { instruction }
}
