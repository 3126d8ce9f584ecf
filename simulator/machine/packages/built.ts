import { type Content, identityOf, type SizedContent } from '../../filesystem/content.ts'
import { textOf } from '../../values/bytes.ts'
import { sha256Hex } from '../../values/digest.ts'
import { list, lstat, readFile } from '../files.ts'
import type { Process } from '../process.ts'
import { type Card, cardInComment, readCard } from '../services/card.ts'

/**
 * What a compiler or packer made: sized content whose identity follows from the sources, and which remembers the texts in them, so that
 * what runs it can answer with them; after them comes the behaviour card in the sources' comments, or the one that was recognised in them. The
 * identity is `what#digest ["text","text",{card}]`.
 */
export function builtIdentity(what: string, sources: readonly SourceFile[], recognised?: Card): string {
  const digest = sha256Hex(sources.map(([path, content]) => `${path} ${identityOf(content)}`).join('\n'))
  const texts = new Set<string>()
  for (const [, content] of sources)
    if (content.kind === 'real') for (const text of textsIn(textOf(content.bytes))) texts.add(text)
  const card = cardInSources(sources) ?? recognised
  return `${what}#${digest.slice(0, 16)} ${JSON.stringify(card === undefined ? [...texts] : [...texts, card])}`
}

/** A source file: its path and what it holds. */
export type SourceFile = readonly [path: string, content: Content]

/** The texts that the sources of built content held; none for other content. */
export function textsOfBuilt(content: SizedContent): readonly string[] {
  return rememberedOf(content).filter((text) => typeof text === 'string')
}

/** The card of built content; undefined when it has none. */
export function cardOfBuilt(content: SizedContent): unknown {
  return rememberedOf(content).find((one) => typeof one === 'object')
}

function rememberedOf({ identity }: SizedContent): readonly unknown[] {
  const at = identity.indexOf(' [')
  if (at === -1) return []
  const parsed: unknown = JSON.parse(identity.slice(at + 1, identity.lastIndexOf(']') + 1))
  return Array.isArray(parsed) ? parsed : []
}

/** The first card in a comment of a source; one that cannot be read says so when the program is started. */
function cardInSources(sources: readonly SourceFile[]): unknown {
  for (const [path, content] of sources) {
    const yaml = content.kind === 'real' ? cardInComment(textOf(content.bytes)) : undefined
    if (yaml === undefined) continue
    const read = readCard(yaml)
    return read.kind === 'read' ? read.card : { about: `the card in ${path}`, 'cannot be read': read.message }
  }
  return undefined
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
