import { exists, readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { placeFile, placeLink, removeAll, removeEmptyParents, sized } from '../placing.ts'
import type { Archive, DebFile, DebPackage } from './archive.ts'
import { listPath, pathsOf, writePaths } from './database.ts'
import { placeSettings } from './settings.ts'
import { placeTraces, removeTraces } from './traces.ts'

/** The share of a package that is documentation, translations and manual pages, which -slim images leave out. */
const documentation = 0.2

/** Puts a package's files into the system: those known by name, and one for the rest, called `.other-files`. Gives how many. */
export function unpack(process: Process, found: DebPackage, archive: Archive): number {
  const identity = `apt:${found.name}@${found.version}`
  const paths: string[] = []
  let left = installedSize(process, found)
  for (const file of found.files) {
    placeNamed(process, file, identity, archive.source)
    paths.push(file.path)
    left -= file.size
  }
  const settings = placeSettings(process, found.name, identity, sourceOf(archive))
  paths.push(...settings.paths)
  left -= settings.bytes
  const rest = `/usr/share/doc/${found.name}/.other-files`
  placeFile(
    process,
    rest,
    sized({ identity: `${identity}${rest}`, size: left, kind: 'binary', source: sourceOf(archive) }),
  )
  paths.push(rest)
  if (found.name === 'ca-certificates') paths.push(placeCertificates(process, archive.source))
  paths.push(...placeTraces(process, found, archive))
  writePaths(process, found.name, paths)
  return paths.length
}

function sourceOf(archive: Archive): string {
  return `${archive.source} (Installed-Size); the files that are not known by name are one`
}

function placeNamed(process: Process, file: DebFile, identity: string, source: string): void {
  if (file.program?.startsWith('-> ')) {
    placeLink(process, file.path, file.program.slice(3))
    return
  }
  const content = sized({
    identity: `${identity}${file.path}`,
    size: file.size,
    kind: 'binary',
    source,
    ...(file.program === undefined ? {} : { program: file.program }),
  })
  placeFile(process, file.path, content, file.program === undefined ? 0o644 : 0o755)
}

/** The one file of all certificates that most programs read; made when the package is set up. */
function placeCertificates(process: Process, source: string): string {
  const path = '/etc/ssl/certs/ca-certificates.crt'
  placeFile(process, path, sized({ identity: 'ca-certificates.crt', size: 220_093, kind: 'text', source }))
  return path
}

/** Bytes that a package's files take in this image. */
function installedSize(process: Process, found: DebPackage): number {
  const leavesOut = /^path-exclude \/usr\/share\/doc/m.test(
    readTextFile(process, '/etc/dpkg/dpkg.cfg.d/docker').value ?? '',
  )
  return Math.floor(found.installed * (leavesOut ? 1 - documentation : 1))
}

/** Takes a package's files out of the system. */
export function takeOut(process: Process, name: string): void {
  const paths = pathsOf(process, name) ?? [`/usr/share/doc/${name}/.other-files`]
  for (const path of paths) {
    removeAll(process, path)
    removeEmptyParents(process, path)
  }
  removeTraces(process, name)
  if (exists(process, listPath(name))) removeAll(process, listPath(name))
}
