import { textOf } from '../../../values/bytes.ts'
import { readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { sourcesBelow } from '../built.ts'

/** A Go module, as go.mod and its sources tell. */
export interface GoProject {
  readonly folder: string
  readonly module: string
  /** Modules that it requires, with their versions. */
  readonly requires: readonly { readonly path: string; readonly version: string }[]
  /** Sources, tests left out, and what they embed. */
  readonly sources: ReturnType<typeof sourcesBelow>
  /** Packages that its sources import. */
  readonly imports: readonly { readonly path: string; readonly file: string }[]
  /** Whether go.sum names a module. */
  readonly isChecked: (path: string) => boolean
}

/** The module of the working directory or of one above; undefined when there is none. */
export function findProject(process: Process): GoProject | undefined {
  for (let folder = process.directory; ; folder = folder.slice(0, folder.lastIndexOf('/'))) {
    const text = readTextFile(process, `${folder}/go.mod`).value
    if (text !== undefined) return projectIn(process, folder, text)
    if (folder === '' || folder === '/') return undefined
  }
}

function projectIn(process: Process, folder: string, text: string): GoProject {
  const sums = readTextFile(process, `${folder}/go.sum`).value ?? ''
  const sources = sourcesBelow(
    process,
    folder === '' ? '/' : folder,
    (path) => /\.go$/.test(path) && !path.endsWith('_test.go'),
    new Set(['vendor', '.git', 'node_modules', 'testdata']),
  )
  return {
    folder,
    module: /^module\s+(\S+)/m.exec(text)?.[1] ?? '',
    requires: requiresIn(text),
    sources,
    imports: sources.flatMap(([file, content]) =>
      content.kind === 'real' ? importsIn(textOf(content.bytes)).map((path) => ({ path, file })) : [],
    ),
    isChecked: (path) => sums.includes(`${path} `),
  }
}

function requiresIn(text: string): GoProject['requires'] {
  const lines = [...text.matchAll(/^require\s+\(([\s\S]*?)^\)/gm)].flatMap(([, block = '']) => block.split('\n'))
  lines.push(...[...text.matchAll(/^require\s+([^(\n]+)$/gm)].map(([, line = '']) => line))
  return lines.flatMap((line) => {
    const [, path, version] = /^\s*(\S+)\s+(v\S+)/.exec(line) ?? []
    return path === undefined || version === undefined ? [] : [{ path, version }]
  })
}

function importsIn(source: string): readonly string[] {
  const blocks = [...source.matchAll(/^import\s+\(([\s\S]*?)^\)/gm)].map(([, block = '']) => block)
  blocks.push(...[...source.matchAll(/^import\s+(?:\w+\s+)?("[^"]+")/gm)].map(([, one = '']) => one))
  return blocks.flatMap((block) => [...block.matchAll(/"([^"]+)"/g)].map(([, path = '']) => path))
}
