import { decodeProject, encodeProject } from '../state/share.ts'
import { words } from '../words/words.ts'
import type { Bench } from '../workbench/bench.ts'

/** What stands before a state in a frame's fragment. */
export const stateMark = '#state='

/** The files and flags of a workbench as text, as in a link. */
export function packed({ state }: Bench): string {
  const { id, title, dockerfile } = state.project
  return encodeProject({
    id,
    title,
    files: [...state.files],
    ...(dockerfile === undefined ? {} : { dockerfile }),
    ...(Object.keys(state.options).length === 0 ? {} : { options: state.options }),
  })
}

/** Puts files and flags that {@link packed} gave back into a workbench, as a change that can be undone; gives what is wrong with the text, if anything is. */
export function restoredFrom(text: string, bench: Bench): string | undefined {
  const read = decodeProject(text)
  if (read.kind === 'failed') return read.message
  const { files, options } = read.project
  bench.edit(words.frames.madeBefore, { files, options: options ?? {} })
  return undefined
}
