import { type Release, repositoriesFile } from '../../simulator/index.ts'

/**
 * One entry of a layer as the catalog writes it: path, bytes, octal mode (0 for the usual one), and what else is known.
 * A path that ends in a slash is a directory.
 */
export type Entry = readonly [path: string, size: number, mode: string | 0, extra?: Extra]

export interface Extra {
  /** The simulated program that runs when the file is executed. */
  readonly program?: string
  /** The real content. */
  readonly text?: string
  /** The release whose package sources it names; the simulator writes its text. */
  readonly repositories?: Release
  /** The target of a symbolic link. */
  readonly link?: string
  readonly kind?: 'text' | 'binary' | 'packed'
  readonly uid?: number
  readonly gid?: number
  /** The package it belongs to. */
  readonly package?: string
}

/** A file whose size is only known as a share of what the layer holds beside the entries of known size. */
export interface Share {
  readonly path: string
  readonly weight: number
  readonly mode?: string
  readonly extra?: Extra
}

/** What is known of a layer's content. */
export interface Parts {
  readonly known: readonly Entry[]
  readonly shares: readonly Share[]
}

export const nothing: Parts = { known: [], shares: [] }

/** Several contents as one; of entries with the same path the last stands. */
export function together(...parts: readonly Parts[]): Parts {
  return { known: parts.flatMap((part) => part.known), shares: parts.flatMap((part) => part.shares) }
}

/** A file of real text. */
export function textFile(path: string, text: string, mode: string | 0 = 0, extra: Extra = {}): Entry {
  return [path, new TextEncoder().encode(text).length, mode, { ...extra, text }]
}

/** The file that names a release's package sources. */
export function repositoriesEntry(release: Release): Entry {
  const { path, text } = repositoriesFile(release)
  return [path, new TextEncoder().encode(text).length, 0, { repositories: release }]
}

/** A symbolic link. */
export function linkTo(path: string, target: string): Entry {
  return [path, 0, 0, { link: target }]
}

/** A directory that is not the usual 0755 of root, or that is empty. */
export function directory(path: string, mode: string | 0 = 0, extra?: Extra): Entry {
  const name = path.endsWith('/') ? path : `${path}/`
  return extra === undefined ? [name, 0, mode] : [name, 0, mode, extra]
}

/** The files that hold passwords: one line for each of an account file, all of them locked. */
export function shadowFile(path: string, accounts: string, line: (name: string) => string): Entry {
  const names = accounts.split('\n').flatMap((entry) => (entry === '' ? [] : (entry.split(':')[0] ?? [])))
  const text = names.map((name) => `${line(name)}\n`).join('')
  return [path, text.length, '640', { text, gid: 42 }]
}

/** The directories over which a kernel's own file systems are mounted; base images bring them empty. */
export const mountPoints: readonly Entry[] = ['dev/', 'proc/', 'sys/'].map((path) => directory(path))

/**
 * The entries of a layer with stand-ins of names of their own: those in `taken` stand in a lower layer and are other files.
 * Adds the names it gives to `taken`.
 */
export function withOwnStandIns(entries: readonly Entry[], layer: number, taken: Set<string>): readonly Entry[] {
  return entries.map((entry): Entry => {
    const [path, ...others] = entry
    if (!path.endsWith('/.other-files')) return entry
    const own = taken.has(path) ? `${path}-${layer}` : path
    taken.add(own)
    return [own, ...others]
  })
}

/**
 * The entries of a layer whose files hold exactly `size` bytes: the known ones as they are, the rest divided among the shares by weight.
 * Sized entries that are too large for the layer are scaled down together. Throws when the real texts alone are larger than the layer.
 */
export function composeLayer(size: number, parts: Parts): readonly Entry[] {
  const known = [...new Map(parts.known.map((entry) => [entry[0], entry])).values()]
  const texts = total(known.filter(isText))
  if (texts > size) throw new RangeError(`texts of ${texts} bytes in a layer of ${size}`)
  const sized = total(known) - texts
  const room = size - texts
  // A share for what is not named must be left wherever there are shares.
  const limit = parts.shares.length > 0 ? Math.floor(room * 0.97) : room
  const scale = sized > limit ? limit / sized : 1
  const entries: Entry[] = known.map((entry) =>
    isText(entry) || scale === 1 ? entry : [entry[0], Math.floor(entry[1] * scale), entry[2], ...extraOf(entry)],
  )
  const named = new Set(known.map((entry) => entry[0]))
  const shares = [...new Map(parts.shares.map((share) => [share.path, share])).values()]
  entries.push(
    ...divide(
      size - total(entries),
      shares.filter((share) => !named.has(share.path)),
    ),
  )
  return [...entries].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))
}

function divide(bytes: number, shares: readonly Share[]): readonly Entry[] {
  if (bytes === 0 && shares.length === 0) return []
  if (shares.length === 0) return [['usr/.other-files', bytes, 0]]
  const whole = shares.reduce((sum, share) => sum + share.weight, 0)
  const sizes = shares.map((share) => Math.floor((bytes * share.weight) / whole))
  const left = bytes - sizes.reduce((sum, size) => sum + size, 0)
  return shares.map((share, at): Entry => {
    const size = (sizes[at] ?? 0) + (at === shares.length - 1 ? left : 0)
    return share.extra === undefined
      ? [share.path, size, share.mode ?? 0]
      : [share.path, size, share.mode ?? 0, share.extra]
  })
}

function total(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + entry[1], 0)
}

function isText(entry: Entry): boolean {
  return entry[3]?.text !== undefined || entry[3]?.repositories !== undefined
}

function extraOf(entry: Entry): readonly [] | readonly [Extra] {
  return entry[3] === undefined ? [] : [entry[3]]
}
