import type { Desk } from './desk.ts'
import { receiptText } from './receipt.ts'

/** Saves what would be handed in now as a file, with a name where the learner gave one. */
export function saveReceipt(desk: Desk, learner: string): void {
  const submission = desk.submission()
  const text = receiptText({ learner: learner.trim().slice(0, 200), title: desk.state.exercise.title, submission })
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${submission.exercise}.receipt.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
