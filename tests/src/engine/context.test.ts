import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type CatalogImage, catalogImage, entryAt, parseReference } from '../../../simulator/index.ts'
import { programs } from '../../../simulator/programs.ts'
import { Builder } from '../../../src/engine/builder.ts'
import { contextOf, written } from '../../../src/engine/context.ts'
import type { ProjectFile } from '../../../src/state/project.ts'

/** The node at a path of the context, as `kind mode seconds`. */
function checkNode(files: readonly ProjectFile[], path: string, expected: string) {
  const node = entryAt(contextOf(files), path)
  expect(node && `${node.kind} ${node.mode.toString(8)} ${node.mtime.seconds - written.seconds}`).toBe(expected)
}

describe('the context of a project', () => {
  it('has files of one time', () => checkNode([{ path: 'a' }], 'a', 'file 644 0'))
  it('has the mode and the time that a file says', () =>
    checkNode([{ path: 'a', mode: '0755', mtime: written.seconds + 60 }], 'a', 'file 755 60'))
  it('has folders without a file', () => checkNode([{ path: 'a/b', folder: true }], 'a/b', 'directory 755 0'))
  it('gives a folder its mode, whatever the order', () => {
    checkNode([{ path: 'a/b' }, { path: 'a', folder: true, mode: '0700' }], 'a', 'directory 700 0')
    checkNode([{ path: 'a', folder: true, mode: '0700' }, { path: 'a/b' }], 'a', 'directory 700 0')
  })
  it('puts a folder in the place of a file', () =>
    expect(entryAt(contextOf([{ path: 'a', folder: true }], contextOf([{ path: 'a' }])), 'a')?.kind).toBe('directory'))
})

describe('the cache', () => {
  const dockerfile = { path: 'Dockerfile', text: 'FROM busybox:musl\nCOPY a /a\n' }
  const images = async (): Promise<ReadonlyMap<string, CatalogImage>> => {
    const json = await readFile(new URL('../../../catalog/images/busybox_musl.json', import.meta.url), 'utf8')
    const reference = parseReference('busybox:musl')
    return new Map([['normal' in reference ? reference.normal : '', catalogImage(JSON.parse(json))]])
  }

  /** What a file became between two builds, and what the second does with its COPY. */
  async function checkCopy(after: ProjectFile, willBe: string) {
    const catalog = { images: await images(), known: new Set<string>(), packageTables: new Map() }
    const builder = new Builder()
    const options = { dockerfile: 'Dockerfile', tag: 'a' }
    builder.change({ files: [dockerfile, { path: 'a', text: 'x' }], removed: [], options }, 1)
    const run = builder.start({ catalog, programs })
    for (let next = run.next(); ; next = run.next())
      if (next.done === true) {
        builder.keep(next.value)
        break
      }
    builder.change({ files: [after], removed: [], options }, 2)
    expect(builder.forecast(catalog).steps.find(({ name }) => name.includes('COPY'))?.willBe).toBe(willBe)
  }

  it('keeps a COPY when only the time of its file changed', () =>
    checkCopy({ path: 'a', text: 'x', mtime: written.seconds + 60 }, 'cached'))
  it('runs a COPY when the mode of its file changed', () => checkCopy({ path: 'a', text: 'x', mode: '0755' }, 'run'))
})
