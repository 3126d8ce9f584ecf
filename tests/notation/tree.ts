import { type Content, realContent, sizedContent } from '../../simulator/filesystem/content.ts'
import { Draft } from '../../simulator/filesystem/draft.ts'
import { type Attributes, emptyTree, epoch, type Node, type Tree, walkTree } from '../../simulator/filesystem/tree.ts'
import { bytesOf, textOf } from '../../simulator/values/bytes.ts'
import { directoryName } from '../../simulator/values/path.ts'

/**
 * A tree in one line, for tests. Entries are parted by commas; parents that are not named are made, 0755 0:0.
 *
 *     a one                     a file with the text `one`; `a` alone is empty; `\n` in the text is a line end
 *     lib/b 0755 1:2 @5.7 two   mode, owner and group, time in seconds (and nanoseconds): each may be left out, in this order
 *     d/                        a directory
 *     l -> a                    a symbolic link
 *     h = a                     a second name of the file `a`, which stands before it
 *     big #1000                 a file of sized content, 1000 bytes; its path is its identity
 *     pipe |                    a fifo
 *     null c1:3                 a character device
 *     "a b" one                 a name with a blank
 */
export function treeOf(text: string): Tree {
  const draft = new Draft(emptyTree)
  for (const entry of text.split(',').map((part) => part.trim())) if (entry !== '') addEntry(draft, entry)
  return draft.finish()
}

const attributesPattern = /^(?:(0[0-7]+)(?= |$) ?)?(?:(\d+):(\d+)(?= |$) ?)?(?:@(-?\d+)(?:\.(\d+))?(?= |$) ?)?(.*)$/s

function addEntry(draft: Draft, entry: string): void {
  const [, quoted, plain, rest = ''] = /^(?:"([^"]+)"|(\S+)) ?(.*)$/s.exec(entry) ?? []
  const path = quoted ?? plain ?? ''
  const [, mode, uid, gid, seconds, nanoseconds, what = ''] = attributesPattern.exec(rest) ?? []
  const attributes = (usual: number): Attributes => ({
    mode: mode === undefined ? usual : Number.parseInt(mode, 8),
    uid: Number(uid ?? 0),
    gid: Number(gid ?? 0),
    mtime: { seconds: Number(seconds ?? 0), nanoseconds: Number(nanoseconds ?? 0) },
  })
  const parent = directoryName(`/${path.replace(/\/$/, '')}`)
  draft.makeDirectories(parent, { mode: 0o755, uid: 0, gid: 0, mtime: epoch })
  if (what.startsWith('= ')) draft.link(what.slice(2), path)
  else draft.set(path, nodeOf(path, what, attributes))
}

function nodeOf(path: string, what: string, attributes: (usual: number) => Attributes): Node {
  const device = /^c(\d+):(\d+)$/.exec(what)
  if (device) return { kind: 'character', ...attributes(0o644), major: Number(device[1]), minor: Number(device[2]) }
  if (path.endsWith('/')) return { kind: 'directory', ...attributes(0o755), entries: new Map() }
  if (what.startsWith('-> ')) return { kind: 'symlink', ...attributes(0o777), target: what.slice(3) }
  if (what === '|') return { kind: 'fifo', ...attributes(0o644) }
  return { kind: 'file', ...attributes(0o644), content: contentOf(path, what) }
}

function contentOf(path: string, what: string): Content {
  const sized = /^#(\d+)$/.exec(what)
  if (sized) return sizedContent(path, Number(sized[1]))
  return realContent(bytesOf(what.replaceAll('\\n', '\n')))
}

/** A tree as {@link treeOf} reads it, in tree order; directories of the usual kind that hold something are left out. */
export function drawTree(tree: Tree): string {
  const firstNames = new Map<number, string>()
  const drawn: string[] = []
  for (const [path, node] of walkTree(tree)) {
    const isUsualParent = node.kind === 'directory' && node.entries.size > 0 && drawAttributes(node, 0o755) === ''
    if (!isUsualParent) drawn.push(drawEntry(path, node, firstNames))
  }
  return drawn.join(', ')
}

function drawEntry(path: string, node: Node, firstNames: Map<number, string>): string {
  if (node.kind === 'file' && node.link !== undefined) {
    const first = firstNames.get(node.link)
    if (first !== undefined) return `${drawPath(path)} = ${first}`
    firstNames.set(node.link, path)
  }
  const name = drawPath(node.kind === 'directory' ? `${path}/` : path)
  const usual = node.kind === 'directory' ? 0o755 : node.kind === 'symlink' ? 0o777 : 0o644
  return [name + drawAttributes(node, usual), drawData(node)].filter((part) => part !== '').join(' ')
}

function drawPath(path: string): string {
  return path.includes(' ') ? `"${path}"` : path
}

/** What is unusual about mode, owner and time, with a leading blank. */
export function drawAttributes(node: Attributes, usualMode: number): string {
  const { seconds, nanoseconds } = node.mtime
  const parts = [
    node.mode === usualMode ? '' : `0${node.mode.toString(8).padStart(3, '0')}`,
    node.uid === 0 && node.gid === 0 ? '' : `${node.uid}:${node.gid}`,
    seconds === 0 && nanoseconds === 0 ? '' : `@${seconds}${nanoseconds === 0 ? '' : `.${nanoseconds}`}`,
  ]
  return parts.map((part) => (part === '' ? '' : ` ${part}`)).join('')
}

function drawData(node: Node): string {
  switch (node.kind) {
    case 'file':
      return node.content.kind === 'real' ? textOf(node.content.bytes).replaceAll('\n', '\\n') : `#${node.content.size}`
    case 'symlink':
      return `-> ${node.target}`
    case 'character':
    case 'block':
      return `c${node.major}:${node.minor}`
    case 'fifo':
      return '|'
    case 'directory':
      return ''
  }
}
