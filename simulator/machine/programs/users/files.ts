import { chown, lstat, readTextFile, unlink, writeFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import type { GroupEntry, PasswdEntry } from '../../users.ts'
import { linesIn } from '../bytes.ts'
import { copyContent, takeOver } from '../copy/entry.ts'

/** The files that know users and groups, by what they hold. */
export const accountFiles = {
  passwd: '/etc/passwd',
  group: '/etc/group',
  shadow: '/etc/shadow',
  gshadow: '/etc/gshadow',
} as const

/** The lines of an account file; undefined when there is none. */
export function accountLines(process: Process, path: string): readonly string[] | undefined {
  const text = readTextFile(process, path)
  return text.errno === undefined ? linesIn(text.value) : undefined
}

/**
 * Writes an account file anew, as its tools do: the old one is kept with a `-` after its name, with mode and time, when `backsUp` is set.
 * Nothing happens to a file that is not there.
 */
export function writeAccountLines(process: Process, path: string, lines: readonly string[], backsUp = true): void {
  const before = lstat(process, path)
  if (before.errno !== undefined) return
  if (backsUp) {
    const backup = `${path}-`
    unlink(process, backup)
    copyContent(process, path, backup, { mode: before.value.mode })
    takeOver(process, before.value, backup, { mode: true, owner: true, times: true, links: false })
  }
  writeFile(process, path, lines.map((line) => `${line}\n`).join(''), before.value.mode)
  chown(process, path, { uid: before.value.uid, gid: before.value.gid })
}

/** Changes the lines of an account file that is there, and writes it when a line is another. */
export function changeAccountLines(
  process: Process,
  path: string,
  change: (lines: readonly string[]) => readonly string[],
  backsUp = true,
): void {
  const before = accountLines(process, path)
  if (before === undefined) return
  const after = change(before)
  if (after.length === before.length && after.every((line, at) => line === before[at])) return
  writeAccountLines(process, path, after, backsUp)
}

/** The fields of the line of a name; undefined when there is none. */
export function fieldsOf(lines: readonly string[] | undefined, name: string): readonly string[] | undefined {
  return lines?.map((line) => line.split(':')).find(([first]) => first === name)
}

/** The lines with one field of a name's line changed. */
export function withField(
  lines: readonly string[],
  name: string,
  at: number,
  change: (value: string) => string,
): readonly string[] {
  return lines.map((line) => {
    const fields = line.split(':')
    return fields[0] === name ? fields.map((field, index) => (index === at ? change(field) : field)).join(':') : line
  })
}

/** The lines without those of a name. */
export function withoutName(lines: readonly string[], name: string): readonly string[] {
  return lines.filter((line) => line.split(':')[0] !== name)
}

/** The lines with a name added to, or taken from, the members in field `at` of a group's line. */
export function withMember(
  lines: readonly string[],
  group: string,
  member: string,
  isMember: boolean,
  at = 3,
): readonly string[] {
  return withField(lines, group, at, (text) => {
    const others = text.split(',').filter((name) => name !== '' && name !== member)
    return (isMember ? [...text.split(',').filter((name) => name !== '' && name !== member), member] : others).join(',')
  })
}

/** Days since 1970, as /etc/shadow counts them. */
export function today(process: Process): number {
  return Math.floor(process.machine.clock.now().seconds / 86400)
}

/** A line of /etc/passwd. */
export function passwdLine(user: PasswdEntry, password = 'x'): string {
  return [user.name, password, user.uid, user.gid, user.comment, user.home, user.shell].join(':')
}

/** A line of /etc/group. */
export function groupLine(group: GroupEntry): string {
  return `${group.name}:x:${group.gid}:${group.members.join(',')}`
}
