import type { Process } from '../../process.ts'
import { say, work } from '../console.ts'
import { removeAll, removeEmptyParents } from '../placing.ts'
import type { ApkCommand } from './command.ts'
import { type Installed, nameIn, readInstalled, readWorld, summary, writeInstalled, writeWorld } from './database.ts'

/** `apk del`: takes names out of the world, and all that nothing in it needs any more. Gives the exit status. */
export function remove(process: Process, command: ApkCommand): number {
  const installed = readInstalled(process)
  const world = new Set([...readWorld(process)].filter((word) => !command.operands.includes(nameIn(word))))
  const kept = needed(installed, world)
  const going = [...installed.values()].filter(
    (one) => !kept.has(one.name) && (one.paths.length > 0 || command.operands.includes(one.name)),
  )
  going.forEach((one, at) => {
    say(process, `(${at + 1}/${going.length}) Purging ${one.name} (${one.version})`)
    for (const path of one.paths) {
      removeAll(process, path)
      removeEmptyParents(process, path)
    }
    installed.delete(one.name)
  })
  writeInstalled(process, installed)
  writeWorld(process, world)
  work(process, 100 + going.length * 20)
  if (going.length > 0) say(process, `Executing busybox-${installed.get('busybox')?.version ?? '1.37.0-r0'}.trigger`)
  say(process, summary(process))
  return 0
}

function needed(installed: ReadonlyMap<string, Installed>, world: ReadonlySet<string>): ReadonlySet<string> {
  const kept = new Set<string>()
  const waiting = [...world].map(nameIn)
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const one = installed.get(name)
    if (one === undefined || kept.has(name)) continue
    kept.add(name)
    waiting.push(...one.depends)
  }
  return kept
}
