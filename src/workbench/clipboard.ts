import { words } from '../words/words.ts'
import type { Bench } from './bench.ts'

/** Puts a text on the clipboard and says so: `what` as in “The image ID is on the clipboard.” */
export async function copyText(bench: Bench | undefined, text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    bench?.say(words.telling.isOnTheClipboard(what))
  } catch {
    bench?.say(words.telling.noClipboard)
  }
}
