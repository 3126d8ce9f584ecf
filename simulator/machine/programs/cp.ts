import { isDirectory, lstat, stat } from '../files.ts'
import type { Process } from '../process.ts'
import { copyAsBusybox } from './copy/busybox.ts'
import { type CopyHow, type Copying, type Kept, startCopying, takeOver } from './copy/entry.ts'
import { copyAsGnu } from './copy/gnu.ts'
import { type Pair, pairsAsGnu, pairsInto } from './destinations.ts'
import { why } from './libc.ts'
import { makeWithParents } from './make.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from './options.ts'
import { lastName, within, withoutSlashes } from './place.ts'
import { type Flavour, fail, printError, program } from './program.ts'
import { quote } from './quote.ts'

const gnuTable: OptionTable = {
  short: 'abdfHilLnpPrRsS:t:TuvxZ',
  long: {
    archive: 'a',
    'attributes-only': 'attributes',
    backup: 'backup?',
    'copy-contents': 'contents',
    force: 'f',
    interactive: 'i',
    'no-clobber': 'n',
    link: 'l',
    dereference: 'L',
    'no-dereference': 'P',
    preserve: 'preserve?',
    'no-preserve': 'no-preserve:',
    parents: 'parents',
    recursive: 'R',
    'remove-destination': 'remove',
    reflink: 'reflink?',
    sparse: 'sparse:',
    'strip-trailing-slashes': 'strip',
    'symbolic-link': 's',
    suffix: 'S:',
    'target-directory': 't:',
    'no-target-directory': 'T',
    update: 'u',
    verbose: 'v',
    'one-file-system': 'x',
  },
  usage: '[OPTION]... [-T] SOURCE DEST',
}
const busyboxTable: OptionTable = {
  short: 'adfHilLnpPrRst:Tuv',
  long: {
    'no-target-directory': 'T',
    'remove-destination': 'remove',
    reflink: 'reflink?',
    parents: 'parents',
    update: 'u',
  },
  usage: '[-arPLHpfinlsTu] SOURCE DEST\n   or: cp [-arPLHpfinlsu] SOURCE... { -t DIRECTORY | DIRECTORY }',
}

/** `cp`: copies files and directories. */
export const cp = program({
  names: ['cp'],
  summary: 'Copies files and directories.',
  missing: 'Extended attributes, security contexts and sparse files. Questions (-i) are taken as answered with no.',
  run: (process, flavour) => {
    const table = flavour === 'gnu' ? gnuTable : busyboxTable
    const options = readOptions(process, flavour, table)
    const copying = startCopying(process, howFrom(flavour, options))
    const pairs = flavour === 'gnu' ? pairsOfGnu(process, options, table) : pairsAsBusybox(process, options, table)
    const copy = flavour === 'gnu' ? copyAsGnu : copyAsBusybox
    let status = 0
    for (const [from, to] of pairs) {
      const isReady = !options.has('parents') || makeParents(copying, from, to.slice(0, to.length - from.length))
      if (!isReady || !copy(copying, from, to)) status = 1
    }
    return status
  },
})

function howFrom(flavour: Flavour, options: Options): CopyHow {
  const recursive = options.has('r') || options.has('R') || options.has('a')
  const following = options.last('adHLP')
  const usual = recursive ? 'none' : 'all'
  return {
    flavour,
    recursive,
    follows: following === undefined ? usual : following === 'H' ? 'operands' : following === 'L' ? 'all' : 'none',
    kept: keptFrom(options),
    force: options.has('f'),
    noClobber: options.has('n') || options.has('i'),
    onlyNewer: options.has('u'),
    verbose: options.has('v'),
    removesFirst: options.has('remove'),
    makes: options.has('s') ? 'symlinks' : options.has('l') ? 'links' : 'copies',
    backupSuffix: options.has('b') || options.has('backup') ? (options.value('S') ?? '~') : undefined,
    isMove: false,
  }
}

function keptFrom(options: Options): Kept {
  const kept = { mode: false, owner: false, times: false, links: false }
  const set = (names: string, value: boolean): void => {
    for (const name of names.split(',')) {
      if (name === 'all') Object.assign(kept, { mode: value, owner: value, times: value, links: value })
      else if (name === 'ownership') kept.owner = value
      else if (name === 'timestamps') kept.times = value
      else if (name === 'mode') kept.mode = value
      else if (name === 'links') kept.links = value
    }
  }
  for (const { key, value } of options.given) {
    if (key === 'a') set('all', true)
    else if (key === 'p' || (key === 'preserve' && value === '')) set('mode,ownership,timestamps', true)
    else if (key === 'd') set('links', true)
    else if (key === 'preserve') set(value, true)
    else if (key === 'no-preserve') set(value, false)
  }
  return kept
}

function pairsOfGnu(process: Process, options: Options, table: OptionTable): readonly Pair[] {
  const pairs = pairsAsGnu(process, options, table, options.has('parents') ? withoutSlashes : nameIn)
  const isInto = options.has('t') || options.has('T') || isDirectory(process, options.operands.at(-1) ?? '')
  if (options.has('parents') && !isInto) fail(process, 'with --parents, the destination must be a directory')
  return pairs
}

/** What a source is called in a directory: its last name, but nothing for `.` and `..`, whose content is meant. */
function nameIn(from: string): string {
  const name = lastName(from)
  return name === '/' || name === '..' ? '.' : name
}

function pairsAsBusybox(process: Process, options: Options, table: OptionTable): readonly Pair[] {
  const { operands } = options
  const into = options.value('t')
  const name = options.has('parents') ? (from: string) => from : nameIn
  if (into !== undefined && operands.length > 0) return pairsInto(into, operands, name)
  const [first, second] = operands
  if (first === undefined || second === undefined) wrongUsage(process, 'busybox', table, '')
  const last = operands.at(-1) ?? ''
  if (operands.length === 2) {
    const recursive = options.has('r') || options.has('R') || options.has('a')
    const follows = !(recursive || options.has('d') || options.has('P')) || options.has('L') || options.has('H')
    const source = (follows ? stat : lstat)(process, first)
    const target = stat(process, last)
    const isSourceDirectory = source.value?.kind === 'directory'
    const isTargetDirectory = target.value?.kind === 'directory'
    if (options.has('T') && !isSourceDirectory && isTargetDirectory) fail(process, `'${last}' is a directory`)
    const isSimple =
      options.has('T') ||
      (!isSourceDirectory && !isTargetDirectory) ||
      (recursive && isSourceDirectory && target.errno !== undefined)
    if (isSimple && !options.has('parents')) return [[first, second]]
  }
  return pairsInto(last, operands.slice(0, -1), name)
}

/** Makes the directories above a copy like those above the original (`--parents`). */
function makeParents({ process, how }: Copying, from: string, target: string): boolean {
  let above = ''
  for (const name of withoutSlashes(from).split('/').slice(0, -1)) {
    above = above === '' && name !== '' ? name : `${above}/${name}`
    const original = stat(process, above === '' ? '/' : above)
    const path = within(target, above)
    if (original.errno !== undefined) {
      printError(process, `cannot stat ${quote(above)}: ${why(process, original.errno)}`)
      return false
    }
    if (isDirectory(process, path)) continue
    const failure = makeWithParents(process, path, { mode: original.value.mode & ~process.umask })
    if (failure === undefined) {
      takeOver(process, original.value, path, how.kept)
      continue
    }
    printError(process, `cannot make directory ${quote(failure.path)}: ${why(process, failure.errno)}`)
    return false
  }
  return true
}
