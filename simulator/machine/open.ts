import { type Content, emptyContent, realContent } from '../filesystem/content.ts'
import type { FileNode, Node } from '../filesystem/tree.ts'
import { textOf } from '../values/bytes.ts'
import { directoryName } from '../values/path.ts'
import { deviceKind } from './devices.ts'
import { done, failed, type Result } from './errno.ts'
import { draftOf, mountOf } from './mounts.ts'
import { mayAccess, read, write } from './permissions.ts'
import { contentOf, inputOf, joinContents, noInput, noOutput, sliceContent, zeros } from './pipe.ts'
import type { Errno, Input, Machine, OpenFile, Output } from './process.ts'
import { type Caller, isMagic, type Place, walk } from './walk.ts'

/** Puts all that was written to open files into the trees. Called before anybody looks at a size or a content. */
export function settle(machine: Machine): void {
  for (const file of machine.openFiles) file.settle()
}

/** Opens a file, device or descriptor (`/dev/stdin`) to read. A directory is EISDIR, as when it is read. */
export function openRead(caller: Caller, path: string): Result<Input> {
  settle(caller.machine)
  const found = walk(caller, path)
  if (found.errno !== undefined) return found
  const { node, path: real } = found.value
  if (node === undefined) return failed('ENOENT')
  if (isMagic(real)) return real.endsWith('/0') ? done(caller.input) : done(noInput)
  if (!mayAccess(node, caller.user, read)) return failed('EACCES')
  if (node.kind === 'directory') return failed('EISDIR')
  if (node.kind === 'file') return done(inputOf(node.content))
  if (node.kind === 'fifo') return done(noInput)
  if (node.kind === 'symlink') return failed('ELOOP')
  switch (deviceKind(node)) {
    case 'null':
      return done(noInput)
    case 'zero':
    case 'full':
      return done(zeroInput(caller.machine))
    case 'random':
      return done(randomInput(caller.machine))
    default:
      return failed('ENXIO')
  }
}

/** The content of a regular file. Real bytes or sized; EISDIR for a directory; devices read as empty or endless, so they are EINVAL. */
export function readFile(caller: Caller, path: string): Result<Content> {
  settle(caller.machine)
  const found = walk(caller, path)
  if (found.errno !== undefined) return found
  const { node, path: real } = found.value
  if (node === undefined) return failed('ENOENT')
  if (isMagic(real)) return failed('EINVAL')
  if (!mayAccess(node, caller.user, read)) return failed('EACCES')
  if (node.kind === 'directory') return failed('EISDIR')
  if (node.kind === 'file') return done(node.content)
  return deviceKindOf(node) === 'null' ? done(emptyContent) : failed('EINVAL')
}

/** The text of a regular file; EINVAL when it is sized content, which has no bytes to show. */
export function readTextFile(caller: Caller, path: string): Result<string> {
  const content = readFile(caller, path)
  if (content.errno !== undefined) return content
  return content.value.kind === 'real' ? done(textOf(content.value.bytes)) : failed('EINVAL')
}

/** How a file is opened to write. Default: made when missing, emptied when there. */
export interface OpenHow {
  /** Write at the end; nothing is emptied. */
  readonly append?: boolean
  /** Fail with EEXIST when the name exists, also as a link (`set -C`, `mktemp`). */
  readonly exclusive?: boolean
  /** Keep what is there and write over it from the start (`<>`, `dd conv=notrunc`). */
  readonly keep?: boolean
  /** Fail with ENOENT instead of making a file. */
  readonly mustExist?: boolean
  /** Mode of a file that is made, before the umask; default 0666. */
  readonly mode?: number
}

/**
 * Opens a file, device or descriptor (`/dev/stdout`) to write, making the file when it is missing. What is written is seen by everybody
 * who looks; `close` when done.
 */
export function openWrite(caller: Caller, path: string, how: OpenHow = {}): Result<OpenFile> {
  const { machine, user } = caller
  machine.budget.spend(openSteps)
  settle(machine)
  const found = walk(caller, path, how.exclusive !== true)
  if (found.errno !== undefined) return found
  const { node, path: real, mustBeDirectory } = found.value
  if (node === undefined) {
    if (mustBeDirectory) return failed('EISDIR')
    if (how.mustExist) return failed('ENOENT')
    return makeFile(caller, found.value, how)
  }
  if (isMagic(real))
    return real.endsWith('/1') || real.endsWith('/2')
      ? done(openStream(real.endsWith('/1') ? caller.output : caller.errors))
      : failed('EACCES')
  if (how.exclusive) return failed('EEXIST')
  if (node.kind === 'directory') return failed('EISDIR')
  if (node.kind === 'symlink') return failed('ELOOP')
  if (node.kind === 'file' && mountOf(machine, real).readOnly) return failed('EROFS')
  if (!mayAccess(node, user, write)) return failed('EACCES')
  if (node.kind === 'file') {
    if (how.append !== true && how.keep !== true)
      draftOf(machine, real).set(real, { ...node, content: emptyContent, mtime: machine.clock.now() })
    return done(openFile(machine, real, how.append === true))
  }
  if (node.kind === 'fifo') return done(openStream(noOutput))
  switch (deviceKind(node)) {
    case 'null':
    case 'zero':
    case 'random':
      return done(openStream(noOutput))
    case 'full':
      return done(openStream({ write: () => false }))
    default:
      return failed('ENXIO')
  }
}

/** Writes a whole file, made when missing, emptied before. */
export function writeFile(caller: Caller, path: string, content: Content | string, mode = 0o666): Errno | undefined {
  return writeWith(caller, path, content, { mode })
}

/** Writes at the end of a file, made when missing. */
export function appendFile(caller: Caller, path: string, content: Content | string, mode = 0o666): Errno | undefined {
  return writeWith(caller, path, content, { mode, append: true })
}

function writeWith(caller: Caller, path: string, content: Content | string, how: OpenHow): Errno | undefined {
  const file = openWrite(caller, path, how)
  if (file.errno !== undefined) return file.errno
  const wasTaken = file.value.write(content)
  file.value.close()
  return wasTaken ? undefined : 'ENOSPC'
}

function makeFile(caller: Caller, place: Place, how: OpenHow): Result<OpenFile> {
  const { machine, user } = caller
  const wrong = mayMake(caller, place)
  if (wrong !== undefined) return failed(wrong)
  const now = machine.clock.now()
  const gid = (place.parent.mode & 0o2000) !== 0 ? place.parent.gid : user.gid
  const mode = (how.mode ?? 0o666) & ~caller.umask
  const draft = draftOf(machine, place.path)
  draft.set(place.path, { kind: 'file', mode, uid: user.uid, gid, mtime: now, content: emptyContent })
  touchParent(machine, place.path)
  return done(openFile(machine, place.path, how.append === true))
}

/** Why the caller may not make an entry at a place that has none, if so. */
export function mayMake(caller: Caller, place: Place): Errno | undefined {
  if (mountOf(caller.machine, place.path).readOnly)
    return place.path.startsWith('/proc/') && !place.path.startsWith('/proc/sys/') ? 'ENOENT' : 'EROFS'
  return mayAccess(place.parent, caller.user, write | 1) ? undefined : 'EACCES'
}

/** Sets the time of the directory that holds a path, an entry of which was made, removed or renamed. */
export function touchParent(machine: Machine, path: string): void {
  draftOf(machine, path).setAttributes(directoryName(path), { mtime: machine.clock.now() })
}

function openStream(output: Output): OpenFile {
  return { path: undefined, write: output.write, settle: () => undefined, close: () => undefined }
}

function openFile(machine: Machine, path: string, append: boolean): OpenFile {
  let waiting: Content[] = []
  let position = 0
  const file: OpenFile = {
    path,
    write: (piece) => {
      machine.budget.spend(1)
      const content = contentOf(piece)
      if (content.size > 0) {
        waiting.push(content)
        machine.openFiles.add(file)
      }
      return true
    },
    settle: () => {
      if (waiting.length === 0) return
      const written = joinContents(waiting)
      waiting = []
      if (file.path === undefined) return
      const draft = draftOf(machine, file.path)
      const node: Node | undefined = draft.at(file.path)
      if (node?.kind !== 'file') return
      draft.set(file.path, writtenAt(node, append ? node.content.size : position, written, machine))
      position = append ? 0 : position + written.size
    },
    close: () => {
      file.settle()
      machine.openFiles.delete(file)
    },
  }
  machine.openFiles.add(file)
  return file
}

function writtenAt(node: FileNode, position: number, written: Content, machine: Machine): FileNode {
  const before = node.content
  if (before.kind === 'real') machine.budget.spend(before.size / 64)
  const gap = position > before.size ? [zeros(position - before.size)] : []
  const after = position + written.size < before.size ? [sliceContent(before, position + written.size)] : []
  const content = joinContents([sliceContent(before, 0, position), ...gap, written, ...after])
  // Writing takes set-user-id away, unless root writes; builds that do so as another user are not worth a rule.
  return { ...node, content, mtime: machine.clock.now() }
}

function deviceKindOf(node: Node): string {
  return node.kind === 'character' || node.kind === 'block' ? deviceKind(node) : 'unknown'
}

/** Work that opening a file to write is counted as. */
const openSteps = 60
const devicePiece = 1 << 20
const realRandom = 1 << 14

function zeroInput(machine: Machine): Input {
  return {
    read: (limit = devicePiece) => {
      machine.budget.spend(20)
      return zeros(limit)
    },
  }
}

/** Small reads give real numbers, larger ones sized content that does not compress. */
function randomInput(machine: Machine): Input {
  return {
    read: (limit = devicePiece) => {
      machine.budget.spend(20 + Math.min(limit, realRandom) / 16)
      if (limit > realRandom)
        return {
          kind: 'sized',
          size: limit,
          compressibility: 'packed',
          identity: `random:${machine.random()}:${machine.random()}`,
        }
      return realContent(Uint8Array.from({ length: limit }, () => machine.random() & 255))
    },
  }
}
