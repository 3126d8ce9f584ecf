import { readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { linesIn } from '../bytes.ts'

/** The numbers that new users or groups may get. */
export interface NumberRange {
  readonly least: number
  readonly most: number
}

/** The settings of /etc/login.defs and the like: `NAME value` or `NAME=value`, a line each. */
export function settingsIn(process: Process, path: string): ReadonlyMap<string, string> {
  const text = readTextFile(process, path)
  if (text.errno !== undefined) return new Map()
  return new Map(
    linesIn(text.value).flatMap((line) => {
      const found = /^\s*([A-Z_]+)\s*[=\s]\s*"?([^"#]*?)"?\s*$/.exec(line)
      return found === null ? [] : [[found[1] ?? '', found[2] ?? ''] as const]
    }),
  )
}

/** The numbers for users (`U`) or groups (`G`), of people or of the system, as login.defs or its defaults say. */
export function rangeFrom(settings: ReadonlyMap<string, string>, kind: 'U' | 'G', isSystem: boolean): NumberRange {
  const number = (name: string, usual: number): number => Number(settings.get(name) ?? usual)
  if (!isSystem) return { least: number(`${kind}ID_MIN`, 1000), most: number(`${kind}ID_MAX`, 60000) }
  return { least: number(`SYS_${kind}ID_MIN`, 101), most: number(`SYS_${kind}ID_MAX`, 999) }
}

/**
 * The number that shadow's tools take next: for people one above the highest in use, for the system one below the lowest; a gap when that end is
 * reached. `wanted` is taken when it is free. Undefined when none is left. Source: shadow 4.13, libmisc/find_new_gid.c.
 */
export function nextNumber(
  used: ReadonlySet<number>,
  { least, most }: NumberRange,
  isSystem: boolean,
  wanted?: number,
): number | undefined {
  if (wanted !== undefined && wanted >= least && wanted <= most && !used.has(wanted)) return wanted
  const inRange = [...used].filter((number) => number >= least && number <= most)
  const next = isSystem ? Math.min(most + 1, ...inRange) - 1 : Math.max(least - 1, ...inRange) + 1
  if (next >= least && next <= most) return next
  return lowestFree(used, { least, most })
}

/** The lowest number that is not in use, as Debian's adduser and busybox take it. */
export function lowestFree(used: ReadonlySet<number>, { least, most }: NumberRange): number | undefined {
  for (let number = least; number <= most; number++) if (!used.has(number)) return number
  return undefined
}
