import { fitsInLink, longestLink } from '../state/share.ts'
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
    bench.say('The browser lets no page use the clipboard here. Open the playground and copy the address there.')
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
  const size = `The link is on the clipboard: ${sizeText(length)}, with all the files in it. Nothing was sent anywhere.`
  return length <= safeAtMost ? size : `${size} Some chat programs cut links over 2 kB.`
}

/** What is said where no link is made. */
export function tooLongText(length: number): string {
  return `The files are too long for a link: it would have ${sizeText(length)}, and ${sizeText(longestLink)} are read. Download the context as .zip and send that.`
}
