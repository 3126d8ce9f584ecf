import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { emptyContent, realContent } from '../../../simulator/filesystem/content.ts'
import type { Change } from '../../../simulator/filesystem/differences.ts'
import { type Attributes, atSecond, type Node } from '../../../simulator/filesystem/tree.ts'
import { removedBy } from '../../../simulator/image/archive.ts'
import { layerOf } from '../../../simulator/image/layer.ts'
import { bytesOf } from '../../../simulator/values/bytes.ts'
import { sha256Hex } from '../../../simulator/values/digest.ts'

interface RecordedEntry {
  readonly path: string
  readonly type: string
  readonly mode: string
  readonly uid?: number
  readonly gid?: number
  readonly size?: number
  readonly mtime?: number
  readonly linkname?: string
  readonly dev?: readonly [number, number]
  readonly sha256?: string
}

const cases = new URL('../../conformance/cases/', import.meta.url)
const read = (path: string) => JSON.parse(readFileSync(new URL(path, cases), 'utf8'))

/** The bytes of every file that a case's context ever holds, by digest. */
function contentsOf(name: string): ReadonlyMap<string, Uint8Array> {
  const folder = new URL(`${name}/context/`, cases)
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : []
  const found: Uint8Array[] = files
    .filter((file) => file.isFile())
    .map((file) => new Uint8Array(readFileSync(`${file.parentPath}/${file.name}`)))
  for (const step of read(`${name}/case.json`).steps)
    for (const text of Object.values(step.edit ?? {})) if (typeof text === 'string') found.push(bytesOf(text))
  return new Map(found.map((bytes) => [sha256Hex(bytes), bytes]))
}

/** The changes that a recorded layer was made of; undefined when the bytes of one of its files are not known. */
function changesOf(
  entries: readonly RecordedEntry[],
  contents: ReadonlyMap<string, Uint8Array>,
): readonly Change[] | undefined {
  const nodes = new Map<string, Node>()
  const changes: Change[] = []
  for (const [index, entry] of entries.entries()) {
    const path = entry.path.replace(/\/$/, '')
    const removed = removedBy(path)
    const node = nodeOf(entry, contents, nodes.get(entry.linkname ?? ''), index)
    if (node === undefined) return undefined
    nodes.set(path, node)
    changes.push(removed === undefined ? { kind: 'added', path, node } : { kind: 'removed', path: removed })
  }
  return changes
}

function nodeOf(
  entry: RecordedEntry,
  contents: ReadonlyMap<string, Uint8Array>,
  linked: Node | undefined,
  index: number,
): Node | undefined {
  const attributes: Attributes = {
    mode: Number.parseInt(entry.mode, 8),
    uid: entry.uid ?? 0,
    gid: entry.gid ?? 0,
    mtime: atSecond(entry.mtime ?? 0),
  }
  const [major, minor] = entry.dev ?? [0, 0]
  switch (entry.type) {
    case 'dir':
      return { kind: 'directory', ...attributes, entries: new Map() }
    case 'symlink':
      return { kind: 'symlink', ...attributes, target: entry.linkname ?? '' }
    case 'fifo':
      return { kind: 'fifo', ...attributes }
    case 'char':
      return { kind: 'character', ...attributes, major, minor }
    case 'block':
      return { kind: 'block', ...attributes, major, minor }
    case 'hardlink':
      return linked
    default: {
      const bytes = contents.get(entry.sha256 ?? '')
      if ((entry.size ?? 0) > 0 && bytes === undefined) return undefined
      return {
        kind: 'file',
        ...attributes,
        link: index,
        content: bytes === undefined ? emptyContent : realContent(bytes),
      }
    }
  }
}

let compared = 0
for (const name of readdirSync(cases)) {
  it(`packs the layers of ${name} byte for byte`, () => {
    const contents = contentsOf(name)
    for (const { image } of read(`${name}/expected.json`).steps)
      for (const recorded of image?.layers ?? []) {
        const changes = recorded.entries && changesOf(recorded.entries, contents)
        if (changes === undefined) continue
        const layer = layerOf(changes)
        expect([layer.diffID, layer.size.value, layer.fileBytes.value]).toEqual([
          recorded.diffID,
          recorded.size,
          recorded.fileBytes,
        ])
        compared++
      }
  })
}

it('has compared most of the recorded layers', () => expect(compared).toBeGreaterThan(250))
