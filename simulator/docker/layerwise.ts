import { waste } from '../image/waste.ts'
import { tool } from '../machine/packages/console.ts'
import type { Process, Program } from '../machine/process.ts'
import { complain } from './command.ts'
import { fullName, imageNamed, sizeOfImage } from './find.ts'
import type { HostDraft } from './host.ts'
import { sizeText, tableText } from './texts.ts'

const usage = 'Usage:  layerwise waste [--all] IMAGE\n'
const shownAtMost = 20
const whys = {
  hidden: 'a later layer removes or replaces it',
  duplicate: 'the same content is in the image already',
} as const

/** `layerwise waste IMAGE`: what an image ships in vain. Docker has no such command. */
export function layerwiseProgram(draft: HostDraft): Program {
  return tool({
    names: ['layerwise'],
    summary:
      'Lists the files that an image ships in vain: those that a later layer hides, and those that are in it twice.',
    exact: 'Files, layers and bytes of the simulated image.',
    missing: 'It is no program of docker; similar ones are dive and docker scout.',
    run: (process) => tellWaste(draft, process),
  })
}

function tellWaste(draft: HostDraft, process: Process): number {
  const words = process.arguments.slice(1)
  const [command, image] = words.filter((word) => !word.startsWith('-'))
  if (command !== 'waste' || image === undefined) {
    const isAsked = words.includes('--help')
    ;(isAsked ? process.output : process.errors).write(usage)
    return isAsked ? 0 : 1
  }
  const held = imageNamed(draft.host, image)
  if (held === undefined) {
    complain(process, `layerwise: no image ${fullName(image)} here`)
    return 1
  }
  const all = [...waste(held.image)].sort((a, b) => b.bytes - a.bytes)
  const shown = words.includes('--all') ? all : all.slice(0, shownAtMost)
  const rows = shown.map(({ layer, path, bytes, kind }) => [sizeText(bytes), `${layer + 1}`, `/${path}`, whys[kind]])
  if (rows.length > 0) process.output.write(tableText([['BYTES', 'LAYER', 'FILE', 'WHY IT IS IN VAIN'], ...rows]))
  if (shown.length < all.length) process.output.write(`… and ${all.length - shown.length} more (--all)\n`)
  const total = all.reduce((sum, { bytes }) => sum + bytes, 0)
  const size = sizeOfImage(held)
  const share = size === 0 ? 0 : Math.round((total * 100) / size)
  process.output.write(`${rows.length > 0 ? '\n' : ''}In vain: ${sizeText(total)} of ${sizeText(size)} (${share}%)\n`)
  return 0
}
