import type { Session } from '../../engine/client.ts'
import { type Deed, forgetMachine, loadMachine, saveMachine } from '../../state/machine.ts'
import type { Bench } from '../bench.ts'

/** What was done on the machine of a workbench, in this visit and before. */
interface Past {
  readonly generation: number
  deeds: readonly Deed[]
  readonly loaded: Promise<void>
  /** The session that has done it again. */
  session?: Session | undefined
  isSaid: boolean
}

const pasts = new WeakMap<Bench, Past>()
const heard = new WeakSet<Bench>()

/** Asks something of the project's machine, which has first done again what an earlier visit did on it. */
export async function askMachine(bench: Bench, asking: (session: Session) => void): Promise<void> {
  const session = await bench.wake()
  const past = pastOf(bench)
  await past.loaded
  if (past.session !== session && past.deeds.length > 0) session.restoreMachine(past.deeds)
  past.session = session
  asking(session)
}

function pastOf(bench: Bench): Past {
  const known = pasts.get(bench)
  if (known !== undefined && known.generation === bench.generation) return known
  const { id } = bench.state.project
  const { generation } = bench
  const past: Past = { generation, deeds: [], isSaid: false, loaded: load() }
  async function load(): Promise<void> {
    // A workbench that was put back to its beginning has done nothing.
    if (generation > 0) return forgetMachine(id)
    const deeds = await loadMachine(id)
    past.deeds = deeds
  }
  pasts.set(bench, past)
  listen(bench)
  return past
}

function listen(bench: Bench): void {
  if (heard.has(bench)) return
  heard.add(bench)
  bench.hear((tell) => {
    const past = pasts.get(bench)
    if (past === undefined) return
    if (tell.kind === 'shell' && tell.answer.kind === 'lost') past.session = undefined
    if (tell.kind === 'machine') void note(bench, past, tell.deed)
  })
}

async function note(bench: Bench, past: Past, deed: Deed | undefined): Promise<void> {
  const { id } = bench.state.project
  if (deed === undefined) {
    past.deeds = []
    await forgetMachine(id)
    bench.say('More has been done on this machine than is kept: in your next visit it begins anew.')
    return
  }
  past.deeds = [...past.deeds, deed]
  const keeping = await saveMachine(id, past.deeds)
  if (keeping === 'kept' || past.isSaid) return
  past.isSaid = true
  bench.say('Images and containers of this machine last as long as this page: the browser gives no room to keep them.')
}
