import type { Process } from '../../process.ts'
import { matchesPattern } from '../../programs/pattern.ts'
import { say, work } from '../console.ts'
import type { Archive } from './archive.ts'
import { readAutomatic, readInstalled, writeAutomatic, writeInstalled } from './database.ts'
import { isLocked } from './install.ts'
import { indexDay } from './lists.ts'
import { unneeded } from './resolve.ts'
import { takeOut } from './unpack.ts'
import { amount, nameLines } from './words.ts'

/** What was asked of `apt-get remove`, `purge` or `autoremove`. */
export interface RemoveCommand {
  readonly names: readonly string[]
  readonly assumesYes: boolean
  readonly isQuiet: boolean
  readonly isPurge: boolean
  readonly withUnneeded: boolean
}

/** Removes packages, those that need them, and, when asked, those that nothing needs any more. Gives the exit status. */
export function remove(process: Process, archive: Archive, command: RemoveCommand): number {
  if (isLocked(process)) return 100
  const tell = (...lines: readonly string[]): void => {
    if (!command.isQuiet) say(process, ...lines)
  }
  tell('Reading package lists...', 'Building dependency tree...', 'Reading state information...')
  const installed = readInstalled(process)
  const automatic = readAutomatic(process)
  const day = indexDay(process) ?? 0
  const going = new Set<string>()
  for (const name of matching(process, command.names, [...installed.keys()])) {
    if (installed.has(name)) going.add(name)
    else tell(`Package '${name}' is not installed, so not removed`)
  }
  addDependants(archive, day, [...installed.keys()], going)
  const rest = new Map([...installed].filter(([name]) => !going.has(name)))
  const idle = unneeded(archive, day, rest, automatic)
  if (command.withUnneeded) for (const name of idle) going.add(name)
  else if (idle.length > 0)
    tell(
      'The following packages were automatically installed and are no longer required:',
      ...nameLines(idle),
      "Use 'apt autoremove' to remove them.",
    )
  if (going.size > 0)
    tell(
      'The following packages will be REMOVED:',
      ...nameLines([...going].sort().map((name) => (command.isPurge ? `${name}*` : name))),
    )
  tell(`0 upgraded, 0 newly installed, ${going.size} to remove and 0 not upgraded.`)
  if (going.size === 0) return 0
  const bytes = [...going].reduce((sum, name) => sum + (archive.find(name, day)?.installed ?? 0), 0)
  tell(`After this operation, ${amount(bytes)} disk space will be freed.`)
  if (!command.assumesYes) {
    process.output.write('Do you want to continue? [Y/n] Abort.\n')
    return 1
  }
  tell(`(Reading database ... ${6000 + installed.size * 7} files and directories currently installed.)`)
  for (const name of [...going].sort()) {
    tell(`Removing ${name} (${installed.get(name) ?? ''}) ...`)
    takeOut(process, name)
    installed.delete(name)
    automatic.delete(name)
  }
  work(process, 300 + going.size * 60)
  writeInstalled(process, installed)
  writeAutomatic(process, automatic)
  return 0
}

/** Names, where `'*'` and `'lib*'` stand for all installed packages that fit. */
function matching(process: Process, words: readonly string[], installed: readonly string[]): readonly string[] {
  return words.flatMap((word) =>
    word.includes('*') ? installed.filter((name) => matchesPattern(word, name, process.machine.budget)) : [word],
  )
}

function addDependants(archive: Archive, day: number, installed: readonly string[], going: Set<string>): void {
  for (let grew = going.size > 0; grew; ) {
    grew = false
    for (const name of installed)
      if (!going.has(name) && archive.find(name, day)?.depends.some((needed) => going.has(needed))) {
        going.add(name)
        grew = true
      }
  }
}
