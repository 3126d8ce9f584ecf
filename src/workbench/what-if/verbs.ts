import { applyEdits } from '../../../simulator/index.ts'
import type { MendingView } from '../../engine/views.ts'
import { dockerfileOf, fileAt } from '../../state/files.ts'
import { words } from '../../words/words.ts'
import type { Bench } from '../bench.ts'

/** Asks what a change of each group of files would cost, where that is not known or being worked out. */
export async function askOutlook(bench: Bench): Promise<void> {
  const session = await bench.wake()
  const { outlook } = bench.state
  if (outlook !== undefined && outlook.state !== 'stopped') return
  bench.note({ outlook: { groups: [], of: 0, state: 'working' } })
  session.whatIf()
}

export function stopOutlook(bench: Bench): void {
  void bench.wake().then((session) => session.stopWhatIf())
}

/** Asks what mending each problem would save. */
export function askMendings(bench: Bench): void {
  void bench.ask(
    () => ({ mendings: { mendings: [], of: 0, state: 'working' } }),
    (session) => session.mendings(),
  )
}

export function stopMendings(bench: Bench): void {
  void bench.ask(
    () => ({}),
    (session) => session.stopMendings(),
  )
}

/** Mends a problem in the text that the mending was worked out for; can be undone. */
export function applyMending(bench: Bench, { title, edits }: MendingView): void {
  const { project, options, files } = bench.state
  const path = dockerfileOf(project, options)
  const text = fileAt(files, path)?.text
  if (text !== undefined) bench.type(path, applyEdits(text, edits), words.whatIf.fix(title))
}
