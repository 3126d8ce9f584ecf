import { readTextFile } from '../../files.ts'
import { linesIn } from '../bytes.ts'
import { matchesPattern } from '../pattern.ts'
import type { TarWork } from './tar-options.ts'

/** Version control's own files, as `--exclude-vcs` names them. */
const versionControl =
  '.git .gitignore .gitmodules .gitattributes .svn .hg .hgignore .hgtags .bzr .bzrignore CVS RCS SCCS'.split(' ')

/** Whether a member is left out: a pattern matches it, a directory above it, or what is left of it after a slash. */
export function excluder({ process, options, flavour }: TarWork): (name: string) => boolean {
  const listed = options.values('X').flatMap((path) => linesIn(readTextFile(process, path).value ?? ''))
  const patterns = [...options.values('exclude'), ...listed, ...(options.has('vcs') ? versionControl : [])]
  if (patterns.length === 0) return () => false
  const isAnchored = options.last('anchored') === 'anchored' || flavour === 'busybox'
  return (name) => {
    const names = name.replace(/\/$/, '').split('/')
    const starts = isAnchored ? [0] : names.map((_, at) => at)
    return patterns.some((pattern) =>
      starts.some((start) =>
        names
          .slice(start)
          .some((_, at) =>
            matchesPattern(
              pattern.replace(/(?<=.)\/$/, ''),
              names.slice(start, start + at + 1).join('/'),
              process.machine.budget,
            ),
          ),
      ),
    )
  }
}
