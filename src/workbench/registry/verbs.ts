import type { RegistryQuestion } from '../../engine/registry-views.ts'
import type { Bench } from '../bench.ts'

/** Asks what a push and its pulls come to; figures of the question before stay until the new ones have come. */
export function deliver(bench: Bench, question: RegistryQuestion): void {
  void bench.ask(
    ({ delivery }) => {
      const known = delivery?.known
      return { delivery: { question, isAnswered: false, ...(known && { known }) } }
    },
    (session) => session.registry(question),
  )
}
