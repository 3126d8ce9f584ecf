import { type Content, emptyContent } from '../../../filesystem/content.ts'
import type { Node } from '../../../filesystem/tree.ts'
import {
  chmod,
  isDirectory,
  list,
  lstat,
  readFile,
  realPath,
  setTime,
  stat,
  symlink,
  unlink,
  writeFile,
} from '../../files.ts'
import type { Process } from '../../process.ts'
import { byteTextOf } from '../bytes.ts'
import { formatTime } from '../calendar.ts'
import { why } from '../libc.ts'
import { makeWithParents } from '../make.ts'
import { print } from '../operands.ts'
import { type Options, type OptionTable, readOptions } from '../options.ts'
import { matchesPattern } from '../pattern.ts'
import { lastName, within } from '../place.ts'
import { end, type Flavour, note, program } from '../program.ts'
import type { TarMember } from './tar-write.ts'
import { crc32, packZip, readZip, type ZipMember } from './zip-format.ts'

/** `zip`: puts files into a zip archive. */
export const zip = program({
  names: ['zip'],
  summary: 'Puts files into a zip archive.',
  modelled:
    'Compressed bytes are right but not those of Info-ZIP; with sized files the size of the archive is estimated.',
  missing: 'Encryption, splitting, deleting and moving (-e, -s, -d, -m).',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: 'rqvjy0123456789Xi:x:uD@T',
      long: { 'recurse-paths': 'r', quiet: 'q', 'junk-paths': 'j', symlinks: 'y', exclude: 'x:', update: 'u' },
      status: 16,
      usage: '[-options] [zipfile list]',
    }
    const { options, excluded } = readZipOptions(process, flavour, table)
    const [archive, ...paths] = options.operands
    if (archive === undefined) {
      process.output.write(
        'Copyright (c) 1990-2008 Info-ZIP - Type \'zip "-L"\' for software license.\nZip 3.0 (July 5th 2008). Usage:\nzip [-options] [-b path] [-t mmddyyyy] [-n suffixes] [zipfile list] [-xi list]\n',
      )
      return 0
    }
    const file = /\.[^/]*$/.test(archive) ? archive : `${archive}.zip`
    return makeZip(process, options, file, paths, [...options.values('x'), ...excluded])
  },
})

/** `-x` takes all words up to the next option. */
function readZipOptions(
  process: Process,
  flavour: Flavour,
  table: OptionTable,
): { readonly options: Options; readonly excluded: readonly string[] } {
  const words = process.arguments.slice(1)
  const kept: string[] = []
  const excluded: string[] = []
  let isExcluding = false
  for (const word of words) {
    if (word === '-x' || word === '--exclude') isExcluding = true
    else if (isExcluding && !word.startsWith('-')) excluded.push(word)
    else {
      isExcluding = false
      kept.push(word)
    }
  }
  return { options: readOptions(process, flavour, table, kept), excluded }
}

function makeZip(
  process: Process,
  options: Options,
  file: string,
  paths: readonly string[],
  excluded: readonly string[],
): number {
  const before = oldMembers(process, file)
  const added: TarMember[] = []
  for (const path of paths) {
    if (lstat(process, path).errno === undefined) collect(process, options, path, added, excluded, file)
    else process.output.write(`\tzip warning: name not matched: ${path}\n`)
  }
  if (added.length === 0) {
    process.output.write(`\nzip error: Nothing to do! (${file})\n`)
    return 12
  }
  const kept = before.filter((member) => !added.some((other) => other.name === member.name))
  const { archive, packed } = packZip([...kept, ...added], process.machine.budget)
  if (!options.has('q'))
    for (const member of packed.slice(kept.length)) {
      const isOld = before.some((other) => other.name === member.name)
      const size = member.type === '2' ? member.packedSize : member.content.size
      const saved = size === 0 ? 0 : Math.round(100 - (100 * member.packedSize) / size)
      const how = member.stored ? 'stored 0%' : `deflated ${saved}%`
      process.output.write(`${isOld ? 'updating' : '  adding'}: ${member.name} (${how})\n`)
    }
  if (archive.kind === 'sized')
    note(process, 'modelled', `The size of ${file} is an estimate of what zip would make of it.`)
  const errno = writeFile(process, file, archive)
  if (errno === undefined) return 0
  process.errors.write(`zip I/O error: ${why(process, errno)}\nzip error: Could not create output file (${file})\n`)
  return 15
}

function oldMembers(process: Process, file: string): readonly ZipMember[] {
  const content = readFile(process, file)
  const members = content.errno === undefined ? readZip(content.value, process.machine.budget) : []
  return Array.isArray(members) ? members : []
}

function collect(
  process: Process,
  options: Options,
  path: string,
  added: TarMember[],
  excluded: readonly string[],
  archive: string,
): void {
  process.machine.budget.spend(5)
  const found = options.has('y') ? lstat(process, path) : stat(process, path)
  if (found.errno !== undefined) return
  const node = found.value
  const relative = path.replace(/^(\.?\/+)+/, '').replace(/\/+$/, '')
  const name = options.has('j') ? lastName(path) : relative === '.' ? '' : relative
  const isLeftOut = excluded.some((pattern) => matchesPattern(pattern, name, process.machine.budget))
  const isArchive = realPath(process, path).value === realPath(process, archive).value
  if (name !== '' && !isLeftOut && !isArchive && !(node.kind === 'directory' && (options.has('j') || options.has('D'))))
    added.push(memberFor(process, path, name, node))
  if (node.kind !== 'directory' || !options.has('r')) return
  for (const child of list(process, path).value ?? [])
    collect(process, options, within(path, child), added, excluded, archive)
}

function memberFor(process: Process, path: string, name: string, node: Node): TarMember {
  const content: Content = node.kind === 'file' ? (readFile(process, path).value ?? emptyContent) : emptyContent
  return {
    name: node.kind === 'directory' ? `${name}/` : name,
    type: node.kind === 'directory' ? '5' : node.kind === 'symlink' ? '2' : '0',
    mode: node.mode,
    uid: node.uid,
    gid: node.gid,
    userName: '',
    groupName: '',
    mtime: node.mtime.seconds,
    linkName: node.kind === 'symlink' ? node.target : '',
    device: [0, 0],
    content,
  }
}

/** `unzip`: takes files out of a zip archive. */
export const unzip = program({
  names: ['unzip'],
  summary: 'Lists and extracts zip archives.',
  missing: 'Encrypted archives; archives made elsewhere of which only the size is known.',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: 'lnojpqtd:x:vuUCLZ1K',
      ...(flavour === 'gnu' && { status: 10 }),
      usage:
        flavour === 'gnu'
          ? '[-Z] [-opts[modifiers]] file[.zip] [list] [-x xlist] [-d exdir]'
          : '[-lnojpqK] FILE[.zip] [FILE]... [-x FILE]... [-d DIR]',
    }
    const options = readOptions(process, flavour, table)
    const [file, ...names] = options.operands
    if (file === undefined) {
      if (flavour === 'gnu')
        process.output.write(
          'UnZip 6.00 of 20 April 2009, by Debian. Original by Info-ZIP.\n\nUsage: unzip [-Z] [-opts[modifiers]] file[.zip] [list] [-x xlist] [-d exdir]\n',
        )
      else process.errors.write(`BusyBox v1.37.0 multi-call binary.\n\nUsage: unzip ${table.usage}\n`)
      return flavour === 'gnu' ? 0 : 1
    }
    return extractZip({
      process,
      flavour,
      options,
      file: foundArchive(process, flavour, file),
      names,
      matched: new Set(),
    })
  },
})

interface Unzipping {
  readonly process: Process
  readonly flavour: Flavour
  readonly options: Options
  readonly file: string
  readonly names: readonly string[]
  /** Names asked for that were found. */
  readonly matched: Set<string>
}

function foundArchive(process: Process, flavour: Flavour, file: string): string {
  const found = [file, `${file}.zip`, `${file}.ZIP`].find((path) => stat(process, path).value?.kind === 'file')
  if (found !== undefined) return found
  if (flavour === 'gnu') process.errors.write(`unzip:  cannot find or open ${file}, ${file}.zip or ${file}.ZIP.\n`)
  else process.errors.write(`unzip: can't open ${file}[.zip]\n`)
  return end(flavour === 'gnu' ? 9 : 1)
}

function extractZip(unzipping: Unzipping): number {
  const { process, flavour, options, file, names } = unzipping
  const content = readFile(process, file)
  if (content.errno !== undefined) {
    process.errors.write(`unzip:  cannot open ${file}: ${why(process, content.errno)}\n`)
    return 9
  }
  const members = readZip(content.value, process.machine.budget)
  if (!options.has('p') && !options.has('Z') && !options.has('q')) process.output.write(`Archive:  ${file}\n`)
  if (members === 'unknown') {
    note(process, 'not-simulated', `What the archive ${file} holds is not known here, only its size.`)
    process.errors.write(`unzip:  the content of ${file} is not simulated\n`)
    return 9
  }
  if (members === undefined) return notZip(unzipping)
  const chosen = members.filter((member) => isChosen(unzipping, member.name))
  if (options.has('Z')) for (const { name } of chosen) process.output.write(`${name}\n`)
  else if (options.has('l') || options.has('v')) show(unzipping, chosen)
  else for (const member of chosen) take(unzipping, member)
  if (options.has('t') && flavour === 'gnu') process.output.write(`No errors detected in compressed data of ${file}.\n`)
  const missing = names.filter((name) => !unzipping.matched.has(name))
  if (flavour === 'busybox') return 0
  for (const name of missing) process.errors.write(`caution: filename not matched:  ${name}\n`)
  return missing.length > 0 ? 11 : 0
}

function notZip({ process, flavour, file }: Unzipping): number {
  if (flavour === 'busybox') {
    process.errors.write('unzip: short read\n')
    return 1
  }
  process.errors.write(
    `  End-of-central-directory signature not found.  Either this file is not\n  a zipfile, or it constitutes one disk of a multi-part archive.  In the\n  latter case the central directory and zipfile comment will be found on\n  the last disk(s) of this archive.\nunzip:  cannot find zipfile directory in one of ${file} or\n        ${file}.zip, and cannot find ${file}.ZIP, period.\n`,
  )
  return 9
}

function isChosen({ process, options, names, matched }: Unzipping, name: string): boolean {
  const { budget } = process.machine
  if (options.values('x').some((pattern) => matchesPattern(pattern, name, budget))) return false
  if (names.length === 0) return true
  const own = names.filter((pattern) => matchesPattern(pattern, name, budget))
  for (const pattern of own) matched.add(pattern)
  return own.length > 0
}

function show({ process, flavour, options }: Unzipping, members: readonly ZipMember[]): void {
  const total = members.reduce((sum, { content }) => sum + content.size, 0)
  const time = (member: ZipMember): string =>
    formatTime(flavour === 'gnu' ? '%Y-%m-%d %H:%M' : '%m-%d-%Y %H:%M', { seconds: member.mtime, nanoseconds: 0 })
  const files = `${members.length} file${members.length === 1 && flavour === 'gnu' ? '' : 's'}`
  if (options.has('v') && flavour === 'gnu') {
    const packed = members.reduce((sum, { packedSize }) => sum + packedSize, 0)
    const percent = (plain: number, size: number): string =>
      `${plain === 0 ? 0 : Math.round(100 - (100 * size) / plain)}%`.padStart(4)
    const lines = members.map((member) => {
      const crc =
        member.content.kind === 'real' ? crc32(member.content.bytes).toString(16).padStart(8, '0') : '????????'
      return `${`${member.content.size}`.padStart(8)}  ${member.stored ? 'Stored' : 'Defl:N'} ${`${member.packedSize}`.padStart(8)} ${percent(member.content.size, member.packedSize)} ${time(member)} ${crc}  ${member.name}\n`
    })
    print(
      process,
      byteTextOf(
        ` Length   Method    Size  Cmpr    Date    Time   CRC-32   Name\n--------  ------  ------- ---- ---------- ----- --------  ----\n${lines.join('')}--------          -------  ---                            -------\n${`${total}`.padStart(8)}         ${`${packed}`.padStart(8)} ${percent(total, packed)}                            ${files}\n`,
      ),
    )
    return
  }
  const lines = members.map((member) => `${`${member.content.size}`.padStart(9)}  ${time(member)}   ${member.name}\n`)
  const rule = flavour === 'gnu' ? '---------                     -------\n' : ' --------                     -------\n'
  print(
    process,
    byteTextOf(
      `  Length      Date    Time    Name\n---------  ---------- -----   ----\n${lines.join('')}${rule}${`${total}`.padStart(9)}                     ${files}\n`,
    ),
  )
}

function take(unzipping: Unzipping, member: ZipMember): void {
  const { process, flavour, options } = unzipping
  process.machine.budget.spend(10)
  const isQuiet = options.has('q')
  if (options.has('p')) {
    if (member.content.size > 0 && !process.output.write(member.content)) end(141)
    return
  }
  if (options.has('t')) {
    if (!isQuiet) process.output.write(`    testing: ${member.name.padEnd(22)}   OK\n`)
    return
  }
  if (member.name.split('/').includes('..')) return
  const inside = options.has('j') ? lastName(member.name) : member.name.replace(/^\/+/, '')
  if (options.has('j') && member.type === '5') return
  const path = options.has('d') ? within(options.value('d') ?? '.', inside) : inside
  if (member.type === '5') {
    takeDirectory(unzipping, path, member)
    return
  }
  const above = path.replace(/\/?[^/]*$/, '')
  if (above !== '') makeWithParents(process, above)
  if (lstat(process, path).errno === undefined) {
    if (options.has('n')) return
    if (!options.has('o')) askInVain(unzipping, path)
    unlink(process, path)
  }
  const verb =
    member.stored && flavour === 'gnu' ? (member.type === '2' ? '    linking' : ' extracting') : '  inflating'
  if (!isQuiet) process.output.write(flavour === 'gnu' ? `${verb}: ${path.padEnd(22)}  \n` : `${verb}: ${path}\n`)
  const errno = member.type === '2' ? symlink(process, member.linkName, path) : writeFile(process, path, member.content)
  if (errno !== undefined) {
    process.errors.write(
      flavour === 'gnu'
        ? `error:  cannot create ${path}\n        ${why(process, errno)}\n`
        : `unzip: can't open '${path}': ${why(process, errno)}\n`,
    )
    end(flavour === 'gnu' ? 50 : 1)
  }
  if (member.type === '2') return
  chmod(process, path, member.mode)
  if (flavour === 'gnu') setTime(process, path, { seconds: member.mtime, nanoseconds: 0 })
}

function takeDirectory({ process, flavour, options }: Unzipping, path: string, member: ZipMember): void {
  if (isDirectory(process, path)) return
  if (!options.has('q')) process.output.write(`   creating: ${path}\n`)
  makeWithParents(process, path)
  chmod(process, path, member.mode)
  if (flavour === 'gnu') setTime(process, path, { seconds: member.mtime, nanoseconds: 0 })
}

/** Asks whether to replace a file; nobody answers, which both take as the end. */
function askInVain({ process, flavour }: Unzipping, path: string): never {
  if (flavour === 'busybox') {
    process.errors.write(`replace ${path}? [y]es, [n]o, [A]ll, [N]one, [r]ename: unzip: can't read standard input\n`)
    return end(1)
  }
  process.errors.write(
    `replace ${path}? [y]es, [n]o, [A]ll, [N]one, [r]ename:  NULL\n(EOF or read error, treating as "[N]one" ...)\n`,
  )
  return end(1)
}
