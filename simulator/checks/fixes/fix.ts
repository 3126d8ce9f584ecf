import type { Dockerfile, FromInstruction, Instruction } from '../../dockerfile/instruction.ts'
import type { TextEdit } from '../../values/edit.ts'
import type { Problem } from '../../values/problem.ts'

export { applyEdits, type TextEdit } from '../../values/edit.ts'

/** A way to mend a problem: what it does, in the imperative, and how the Dockerfile's text changes. */
export interface Fix {
  readonly title: string
  /** In file order, none over another. */
  readonly edits: readonly TextEdit[]
}

/** A problem with what stands at its place. */
export interface Place {
  readonly problem: Problem
  readonly dockerfile: Dockerfile
  readonly instruction: Instruction
  /** Of the instruction in the file. */
  readonly index: number
}

/** Makes the fixes of one code; none where the text gives no safe way. */
export type Fixer = (place: Place) => readonly Fix[]

/** One fix of some edits, or none without any. */
export function fix(title: string, ...edits: readonly TextEdit[]): readonly Fix[] {
  return edits.length === 0 ? [] : [{ title, edits }]
}

/** An edit that puts a text in. */
export function insert(at: number, text: string): TextEdit {
  return { range: { from: at, to: at }, text }
}

/** The FROM that an instruction stands under; itself for a FROM. */
export function fromOf(dockerfile: Dockerfile, index: number): FromInstruction | undefined {
  for (let at = index; at >= 0; at--) {
    const instruction = dockerfile.instructions[at]
    if (instruction?.kind === 'FROM') return instruction
  }
  return undefined
}

/** The words of the SHELL that holds at an instruction, as far as its stage says. */
export function shellAt(dockerfile: Dockerfile, index: number): readonly string[] {
  for (let at = index - 1; at >= 0; at--) {
    const instruction = dockerfile.instructions[at]
    if (instruction?.kind === 'SHELL') return instruction.words
    if (instruction?.kind === 'FROM') break
  }
  return ['/bin/sh', '-c']
}

/** `COPY` written as another keyword is: in lower case where that is. */
export function inCaseOf(keyword: string, like: string): string {
  return like === like.toLowerCase() ? keyword.toLowerCase() : keyword
}
