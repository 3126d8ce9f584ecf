import type { AttributesView, EntryKind } from '../../engine/image-views.ts'

const letters: Readonly<Record<EntryKind, string>> = { file: '-', directory: 'd', symlink: 'l', device: 'c', fifo: 'p' }

/** Mode, owner and time of an entry in a line: `-rw-r--r-- 1000:1000 2026-01-01 12:00:00`, times in UTC. */
export function attributesText({ mode, uid, gid, seconds }: AttributesView, kind: EntryKind): string {
  return `${letters[kind]}${modeText(mode)} ${ownerText(uid)}:${ownerText(gid)} ${timeText(seconds)}`
}

/** `rwxr-xr-x`, with `s` and `t` as `ls` writes them. */
function modeText(mode: number): string {
  const bits = [...'rwxrwxrwx'].map((letter, at) => ((mode >> (8 - at)) & 1 ? letter : '-'))
  const special = (bit: number, at: number, letter: string) => {
    if ((mode & bit) !== 0) bits[at] = bits[at] === 'x' ? letter : letter.toUpperCase()
  }
  special(0o4000, 2, 's')
  special(0o2000, 5, 's')
  special(0o1000, 8, 't')
  return bits.join('')
}

function ownerText(id: number): string {
  return id === 0 ? 'root' : String(id)
}

function timeText(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 19).replace('T', ' ')
}
