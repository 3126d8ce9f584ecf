import { type Content, identityOf, type SizedContent } from '../../filesystem/content.ts'
import { textOf } from '../../values/bytes.ts'
import { sha256Hex } from '../../values/digest.ts'
import { list, lstat, readFile } from '../files.ts'
import type { Process } from '../process.ts'

/**
 * What a compiler or packer made: sized content whose identity follows from the sources, and which remembers the texts in them, so that
 * what runs it can answer with them. The identity is `what#digest ["text","text"]`.
 */
export function builtIdentity(what: string, sources: readonly SourceFile[]): string {
  const digest = sha256Hex(sources.map(([path, content]) => `${path} ${identityOf(content)}`).join('\n'))
  const texts = new Set<string>()
  for (const [, content] of sources)
    if (content.kind === 'real') for (const text of textsIn(textOf(content.bytes))) texts.add(text)
  return `${what}#${digest.slice(0, 16)} ${JSON.stringify([...texts])}`
}

/** A source file: its path and what it holds. */
export type SourceFile = readonly [path: string, content: Content]

/** The texts that the sources of built content held; none for other content. */
export function textsOfBuilt(content: SizedContent): readonly string[] {
  const at = content.identity.indexOf(' [')
  if (at === -1) return []
  const parsed: unknown = JSON.parse(content.identity.slice(at + 1))
  return Array.isArray(parsed) ? parsed.filter((text) => typeof text === 'string') : []
}

function textsIn(source: string): readonly string[] {
  const found: string[] = []
  for (const [, double, single, back] of source.matchAll(/"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`([^`]*)`/g)) {
    const text = double ?? single ?? back ?? ''
    if (text !== '' && text.length <= 200) found.push(text)
  }
  return found
}

/** All files below a directory with their contents, in the order of their paths; folders named in `without` are left out. */
export function sourcesBelow(
  process: Process,
  directory: string,
  isWanted: (path: string) => boolean,
  without: ReadonlySet<string> = new Set(),
): readonly SourceFile[] {
  const found: SourceFile[] = []
  collect(process, directory, '', isWanted, without, found)
  return found
}

function collect(
  process: Process,
  root: string,
  below: string,
  isWanted: (path: string) => boolean,
  without: ReadonlySet<string>,
  found: SourceFile[],
): void {
  const directory = below === '' ? root : `${root}/${below}`
  for (const name of list(process, directory).value ?? []) {
    if (without.has(name)) continue
    process.machine.budget.spend(2)
    const path = below === '' ? name : `${below}/${name}`
    const node = lstat(process, `${root}/${path}`).value
    if (node?.kind === 'directory') collect(process, root, path, isWanted, without, found)
    else if (node?.kind === 'file' && isWanted(path)) {
      const content = readFile(process, `${root}/${path}`).value
      if (content !== undefined) found.push([path, content])
    }
  }
}
