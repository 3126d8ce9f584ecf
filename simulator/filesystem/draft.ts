import { directoryName, namesOf } from '../values/path.ts'
import {
  type Attributes,
  type DirectoryNode,
  entryAt,
  type FileNode,
  forgetComputed,
  type Node,
  type Tree,
  walkTree,
} from './tree.ts'

/** A directory that a draft made itself and may therefore change in place. */
interface OwnedDirectory extends DirectoryNode {
  entries: Map<string, Node>
}

/**
 * A tree being changed. Start from a tree, change the draft, take the new tree with {@link Draft.finish}; the tree it started from never
 * changes, and what was not touched stays the same value. Paths are taken literally: no link is followed (resolve them first).
 *
 * Hard links are those of an overlay: names that {@link Draft.link} made one file stay one file; a file that had several names in the tree
 * the draft started from is parted from them when it is changed under one. Source: measured (case archive-headers).
 */
export class Draft {
  #root: DirectoryNode
  #owned = new WeakSet<DirectoryNode>()
  #nextLink: number | undefined
  #ownLinks = new Set<number>()

  constructor(tree: Tree) {
    this.#root = tree
  }

  /** The tree as it stands, to read from. Do not keep it while the draft goes on: it may be changed in place. */
  get current(): Tree {
    return this.#root
  }

  /** The entry at a path, nothing followed. */
  at(path: string): Node | undefined {
    return entryAt(this.#root, path)
  }

  /**
   * Puts an entry at a path, replacing what is there. The parent must be a directory of the draft. A file with the same `link` as the one that
   * is there changes it under all names that the draft linked.
   */
  set(path: string, node: Node): void {
    const names = namesOf(path)
    const name = names.at(-1)
    if (name === undefined) {
      if (node.kind !== 'directory') throw new RangeError(`the root must be a directory, not a ${node.kind}`)
      this.#root = node
      return
    }
    if (node.kind === 'file' && node.link !== undefined) {
      const before = this.at(path)
      if (before?.kind === 'file' && before.link === node.link) {
        if (this.#ownLinks.has(node.link)) this.#setLinked(node)
        else this.#own(names.slice(0, -1)).entries.set(name, withoutLink(node))
        return
      }
    }
    this.#own(names.slice(0, -1)).entries.set(name, node)
  }

  /** Removes an entry and all below it; nothing happens where there is none. */
  remove(path: string): void {
    const names = namesOf(path)
    const name = names.at(-1)
    if (name === undefined) throw new RangeError('the root cannot be removed')
    if (this.at(path) === undefined) return
    this.#own(names.slice(0, -1)).entries.delete(name)
  }

  /** Makes `path` a directory where it is missing, parents too, each with the attributes given. Returns the paths made, outermost first. */
  makeDirectories(path: string, attributes: Attributes): readonly string[] {
    const made: string[] = []
    let here = ''
    for (const name of namesOf(path)) {
      here += `/${name}`
      const node = this.at(here)
      if (node === undefined) {
        this.set(here, { kind: 'directory', ...attributes, entries: new Map() })
        made.push(here)
      } else if (node.kind !== 'directory') throw new RangeError(`${here} is not a directory`)
    }
    return made
  }

  /** Changes the attributes of the entry at a path (all names of a hard-linked file). */
  setAttributes(path: string, change: Partial<Attributes>): void {
    const node = this.at(path)
    if (node === undefined) throw new RangeError(`nothing at ${path}`)
    if (namesOf(path).length === 0) {
      this.#root = { ...this.#root, ...change }
      return
    }
    // A copied directory shares its entries; it is owned no more.
    this.set(path, { ...node, ...change })
  }

  /** Gives the file at `existing` a second name. The parent of `path` must be a directory. */
  link(existing: string, path: string): void {
    const node = this.at(existing)
    if (node?.kind !== 'file') throw new RangeError(`${existing} is not a file`)
    const isOwn = node.link !== undefined && this.#ownLinks.has(node.link)
    const linked: FileNode = isOwn ? node : { ...node, link: this.#freshLink() }
    if (!isOwn) this.set(existing, linked)
    this.#own(namesOf(directoryName(`/${path}`))).entries.set(namesOf(path).at(-1) ?? '', linked)
  }

  /** The tree as it stands, as a value. The draft may go on; it copies what it changes from here. */
  finish(): Tree {
    this.#owned = new WeakSet()
    return this.#root
  }

  #freshLink(): number {
    if (this.#nextLink === undefined) {
      this.#nextLink = 1
      for (const [, node] of walkTree(this.#root))
        if (node.kind === 'file' && node.link !== undefined) this.#nextLink = Math.max(this.#nextLink, node.link + 1)
    }
    this.#ownLinks.add(this.#nextLink)
    return this.#nextLink++
  }

  #setLinked(node: FileNode): void {
    const paths: string[] = []
    for (const [path, other] of walkTree(this.#root))
      if (other.kind === 'file' && other.link === node.link) paths.push(path)
    for (const path of paths) {
      const names = namesOf(path)
      this.#own(names.slice(0, -1)).entries.set(names.at(-1) ?? '', node)
    }
  }

  /** The directory at the names, copied unless the draft made it, and its parents likewise. */
  #own(names: readonly string[]): OwnedDirectory {
    let directory = this.#ownDirectory(this.#root)
    this.#root = directory
    for (const name of names) {
      const node = directory.entries.get(name)
      if (node?.kind !== 'directory') throw new RangeError(`/${names.join('/')} is not a directory`)
      const owned = this.#ownDirectory(node)
      directory.entries.set(name, owned)
      directory = owned
    }
    return directory
  }

  #ownDirectory(directory: DirectoryNode): OwnedDirectory {
    if (this.#isOwned(directory)) {
      forgetComputed(directory)
      return directory
    }
    const copy: OwnedDirectory = { ...directory, entries: new Map(directory.entries) }
    this.#owned.add(copy)
    return copy
  }

  #isOwned(directory: DirectoryNode): directory is OwnedDirectory {
    return this.#owned.has(directory)
  }
}

function withoutLink({ link: _, ...node }: FileNode): FileNode {
  return node
}
