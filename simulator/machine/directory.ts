import type { Draft } from '../filesystem/draft.ts'
import { resolveLinks, type Time } from '../filesystem/tree.ts'
import { directoryName, joinPath } from '../values/path.ts'

/**
 * Where a process starts: free of links. What is missing on the way is made for the user, and stays; `/a/../b` leads through `/a`.
 * Source: Go's os.MkdirAll, which takes the path as it is; recorded case odd-directories.
 */
export function workingDirectory(
  draft: Draft,
  path: string,
  user: { readonly uid: number; readonly gid: number },
  now: Time,
): string {
  let here = '/'
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue
    const resolved = resolveLinks(draft.current, name === '..' ? directoryName(here) : joinPath(here, name))
    if (resolved === undefined) return path
    if (resolved.node === undefined)
      draft.makeDirectories(resolved.path, { mode: 0o755, uid: user.uid, gid: user.gid, mtime: now })
    here = resolved.path
  }
  return here
}
