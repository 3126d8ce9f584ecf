import type { Host } from '../../../simulator/docker/host.ts'
import { newHost } from '../../../simulator/docker/laptop.ts'
import { runLine } from '../../../simulator/docker/line.ts'
import { atSecond } from '../../../simulator/filesystem/tree.ts'
import { configDigest } from '../../../simulator/image/config.ts'
import { emptyTree } from '../../../simulator/index.ts'
import { programs } from '../../../simulator/programs.ts'
import { readBases } from '../../../tools/conformance/bases.ts'
import { normal } from '../../../tools/docker/normal.ts'
import type { Printed, Transcript } from '../../../tools/docker/transcript.ts'
import { readCatalog } from '../../../tools/world.ts'
import { folderOf } from './notation.ts'

const base = 'docker.io/oracle/busybox:latest'
const catalog = readCatalog()
const bases = readBases()
const world = {
  catalog: { ...catalog, images: new Map([...bases.images]), known: new Set([...catalog.known, ...bases.known]) },
  programs,
}
const system = catalog.images.get('docker.io/library/debian:bookworm-slim')?.image.tree ?? emptyTree

/** Types a transcript's lines on a host that has its files and, as where they were recorded, an image `oracle/busybox`. */
export function replay({ head, files, lines }: Transcript): readonly Printed[] {
  const now = atSecond(1_795_521_600)
  const laptop = newHost({ name: 'laptop', system, project: folderOf(files), folder: 'app', now })
  const image = bases.images.get(base)?.image
  if (image === undefined) throw new RangeError(`no ${base}`)
  let host: Host = { ...laptop, images: [{ id: configDigest(image), image, tags: [base], digests: [], added: now }] }
  return lines.map(({ text }) => {
    const ran = runLine({ ...host, directory: host.home }, text, world, { isTerminal: head.includes('terminal') })
    host = ran.host
    const printed = ran.output.map((piece) => piece.text).join('')
    return { text: normal(ran.attached === undefined ? printed : `${printed}[stays]\n`, head), status: host.status }
  })
}
