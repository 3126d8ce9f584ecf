import { fitsInLink, longestLink } from '../state/share.ts'
import { words } from '../words/words.ts'
import type { Bench } from './bench.ts'
import { sizeText } from './figures.ts'
import { fragment, linkTo } from './link.ts'

/** Links longer than this are cut by some chat programs. */
const safeAtMost = 2000

/** Puts a link to the files as they are on the clipboard, and says how long it is; or why there is none. */
export async function copyLink(bench: Bench, base: string): Promise<void> {
  const link = await linkTo(bench.state, base)
  if (!fitsInLink(link.slice(link.indexOf(fragment) + fragment.length))) return bench.say(tooLongText(link.length))
  try {
    await navigator.clipboard.writeText(link)
    bench.say(copiedText(link.length))
  } catch {
    bench.say(words.telling.noClipboardPlayground)
  }
}

/** Goes to the playground with the files as they are, where a link can hold them. */
export async function openInPlayground(bench: Bench, base: string): Promise<void> {
  const link = await linkTo(bench.state, base)
  if (fitsInLink(link.slice(link.indexOf(fragment) + fragment.length))) location.assign(link)
  else bench.say(tooLongText(link.length))
}

/** Gives the files of the context as an archive, and says so. */
export async function saveContext(bench: Bench): Promise<void> {
  const { downloadContext } = await import('./saving/context.ts')
  bench.say(downloadContext(bench.state))
}

/** What is said of a link of this length. */
export function copiedText(length: number): string {
  const size = words.telling.theLinkIsOnTheClipboard(sizeText(length))
  return length <= safeAtMost ? size : words.telling.someChatProgramsCutLinksOver(size)
}

/** What is said where no link is made. */
export function tooLongText(length: number): string {
  return words.telling.theFilesAreTooLongFor(sizeText(length), sizeText(longestLink))
}
