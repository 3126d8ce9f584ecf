import { chmod, chown, isDirectory, list, lstat } from '../../files.ts'
import type { Process } from '../../process.ts'
import { type CopyHow, startCopying } from '../copy/entry.ts'
import { copyAsGnu } from '../copy/gnu.ts'
import { makeWithParents } from '../make.ts'
import { within } from '../place.ts'

const howToCopy: CopyHow = {
  flavour: 'gnu',
  recursive: true,
  follows: 'none',
  kept: { mode: true, owner: false, times: true, links: false },
  force: true,
  noClobber: false,
  onlyNewer: false,
  verbose: false,
  removesFirst: false,
  makes: 'copies',
  isMove: true,
}

/** Makes a home directory with a copy of the skeleton, all of it the user's. Directories above are root's. */
export function makeHome(
  process: Process,
  home: string,
  owner: { readonly uid: number; readonly gid: number },
  {
    mode,
    skeleton,
    keepsTimes = true,
  }: { readonly mode: number; readonly skeleton: string | undefined; readonly keepsTimes?: boolean },
): void {
  makeWithParents({ ...process, umask: 0o022 }, home, { mode })
  chown(process, home, owner)
  if (skeleton !== undefined && isDirectory(process, skeleton)) {
    const copying = startCopying(process, { ...howToCopy, kept: { ...howToCopy.kept, times: keepsTimes } })
    for (const name of list(process, skeleton).value ?? []) {
      copyAsGnu(copying, within(skeleton, name), within(home, name))
      giveAll(process, within(home, name), owner, undefined)
    }
  }
  chmod(process, home, mode)
}

/** Gives all below a path, and itself, to an owner; with `from` only what belongs to that user. */
export function giveAll(
  process: Process,
  path: string,
  owner: { readonly uid?: number; readonly gid?: number },
  from: { readonly uid?: number; readonly gid?: number } | undefined,
): void {
  const node = lstat(process, path).value
  if (node === undefined) return
  const isTheirs =
    from === undefined ||
    (from.uid !== undefined ? node.uid === from.uid : from.gid === undefined || node.gid === from.gid)
  if (isTheirs) chown(process, path, owner, false)
  if (node.kind === 'directory')
    for (const name of list(process, path).value ?? []) giveAll(process, within(path, name), owner, from)
}
