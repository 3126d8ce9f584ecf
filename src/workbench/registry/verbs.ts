import type { RegistryAct, RegistryQuestion } from '../../engine/registry-views.ts'
import type { Bench } from '../bench.ts'
import { askMachine } from '../keeping/machine.ts'

/** Asks what a push and its pulls come to, or does one of them on the machine; figures of the question before stay until the new ones have come. */
export function deliver(bench: Bench, question: RegistryQuestion, acting?: RegistryAct): Promise<void> {
  return bench
    .ask(({ delivery }) => {
      const known = delivery?.known
      return { delivery: { question, isAnswered: false, ...(acting && { acting }), ...(known && { known }) } }
    })
    .then(() => askMachine(bench, (session) => session.registry(question, acting)))
}

/** Opens a shell on a node, and shows it. */
export async function openShellOn(bench: Bench, node: string): Promise<void> {
  const { openTerminal, openShell } = await import('../terminal/verbs.ts')
  bench.showPane('terminal')
  openTerminal(bench)
  openShell(bench, node)
}
