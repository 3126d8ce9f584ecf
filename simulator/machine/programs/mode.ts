/** A change of permission bits: from the bits before to the bits after. X (`a+X`) asks whether it is a directory. */
export type ModeChange = (mode: number, isDirectory: boolean) => number

/**
 * Reads a mode as chmod does: octal (`755`) or symbolic (`u=rwX,go-w`, `+x`, `g=u`). Clauses that name nobody are cut by the umask.
 * Undefined when it is no mode. Source: POSIX chmod, "The Mode Operand".
 */
export function parseMode(text: string, umask: number): ModeChange | undefined {
  if (/^[0-7]{1,5}$/.test(text)) {
    const bits = Number.parseInt(text, 8)
    if (bits > 0o7777) return undefined
    // Up to four octal digits leave the set-id bits of a directory as they are. Source: coreutils manual, "Directories and the Set-User-ID and Set-Group-ID Bits".
    return (mode, isDirectory) => (isDirectory && text.length < 5 ? bits | (mode & 0o6000) : bits)
  }
  const clauses = text.split(',').map((clause) => parseClause(clause, umask))
  if (clauses.some((clause) => clause === undefined)) return undefined
  return (mode, isDirectory) =>
    clauses.reduce((bits, clause) => (clause === undefined ? bits : clause(bits, isDirectory)), mode)
}

const classBits: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 }
const letterBits: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111, s: 0o6000, t: 0o1000 }

function parseClause(clause: string, umask: number): ModeChange | undefined {
  const found = /^([ugoa]*)((?:[+=-](?:[rwxXst]*|[ugo]|[0-7]+))+)$/.exec(clause)
  if (found === null) return undefined
  const who = found[1] ?? ''
  const reach = who === '' ? 0o7777 : [...who].reduce((bits, letter) => bits | (classBits[letter] ?? 0), 0)
  const cut = who === '' ? umask : 0
  const actions = [...(found[2] ?? '').matchAll(/([+=-])([^+=-]*)/g)]
  return (mode, isDirectory) => {
    let bits = mode
    for (const [, sign, letters = ''] of actions) {
      const wanted = wantedBits(letters, bits, isDirectory) & reach & ~cut
      if (sign === '+') bits |= wanted
      else if (sign === '-') bits &= ~wanted
      // A directory keeps its set-id bits unless they are named.
      else bits = (bits & ~reach) | wanted | (isDirectory ? bits & reach & 0o6000 : 0)
    }
    return bits
  }
}

function wantedBits(letters: string, mode: number, isDirectory: boolean): number {
  if (/^[0-7]+$/.test(letters)) return Number.parseInt(letters, 8)
  const copied = { u: (mode >> 6) & 7, g: (mode >> 3) & 7, o: mode & 7 }[letters]
  if (copied !== undefined) return copied * 0o111
  let bits = 0
  for (const letter of letters) {
    if (letter === 'X') bits |= isDirectory || (mode & 0o111) !== 0 ? 0o111 : 0
    else bits |= letterBits[letter] ?? 0
  }
  return bits
}

/** Permission bits as nine letters: `rwxr-sr-t`. */
export function modeLetters(mode: number): string {
  const three = (bits: number, special: boolean, set: string): string =>
    `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${special ? (bits & 1 ? set : set.toUpperCase()) : bits & 1 ? 'x' : '-'}`
  return (
    three(mode >> 6, (mode & 0o4000) !== 0, 's') +
    three(mode >> 3, (mode & 0o2000) !== 0, 's') +
    three(mode, (mode & 0o1000) !== 0, 't')
  )
}
