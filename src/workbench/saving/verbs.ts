import { words } from '../../words/words.ts'
import type { Bench } from '../bench.ts'
import { Saving } from './saving.ts'
import type { Sink } from './sink.ts'

/** Writes the last image to a file, and says what came of it. */
export async function saveImage(bench: Bench, sink: Sink): Promise<void> {
  const session = await bench.wake()
  const saving = new Saving(
    sink,
    () => session.took(),
    () => session.stopExport(),
  )
  const { generation } = bench
  const leave = bench.hear((tell) => {
    // After a reset another builder speaks.
    if (bench.generation !== generation) return leave()
    if (tell.kind === 'piece') saving.add(tell.piece)
    if (tell.kind !== 'exported') return
    leave()
    void saving.end(tell.state).then((said) => bench.say(said))
  })
  bench.note({ saving: { bytes: 0, of: 0 }, said: words.saving.savingNow })
  session.exportImage()
}

/** Stops writing; no file is kept. */
export function stopSaving(bench: Bench): void {
  void bench.wake().then((session) => session.stopExport())
}
