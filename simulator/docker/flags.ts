/**
 * Flags as docker reads them: long ones with one or two words (`--tag x`, `--tag=x`), short ones alone or together (`-it`), up to `--` or, where a
 * command says so, up to the first word that is none. Source: spf13/pflag; texts of a real docker.
 */

/** What a flag takes: nothing, one value (the last counts), or one each time it is given. */
export type FlagKind = 'switch' | 'value' | 'list'

/** One flag of a command. */
export interface Flag {
  readonly name: string
  /** One letter. */
  readonly short?: string
  readonly kind: FlagKind
  /** What docker's manual calls its value: `list`, `string`, `int`. */
  readonly type?: string
}

/** Writes a table of flags in short: `tag|t=list`, `quiet|q`, `file|f=value`. */
export function flagsOf(text: string): readonly Flag[] {
  return text.split(/\s+/).map((word) => {
    const [names = '', kind = 'switch'] = word.split('=')
    const [name = '', short] = names.split('|')
    const isKnown = kind === 'switch' || kind === 'value' || kind === 'list'
    if (!isKnown) throw new RangeError(`no kind of flag: ${word}`)
    return { name, kind, ...(short === undefined ? {} : { short }) }
  })
}

/** What was given. */
export interface Given {
  readonly words: readonly string[]
  readonly has: (name: string) => boolean
  readonly value: (name: string) => string | undefined
  readonly values: (name: string) => readonly string[]
}

/** What is wrong with the flags, in docker's words. */
export interface WrongFlag {
  readonly wrong: string
}

/** How flags are read. */
export interface Reading {
  /** Flags after the first word are the word's own (`docker run IMAGE -x`). */
  readonly stopsAtWord?: boolean
  /** What is wrong with a flag's value, in docker's words. */
  readonly wrongValue?: (flag: Flag, value: string) => string | undefined
}

/** Reads flags; says what is wrong with the first that cannot be read. */
export function readFlags(
  words: readonly string[],
  flags: readonly Flag[],
  { stopsAtWord = false, wrongValue }: Reading = {},
): Given | WrongFlag {
  const found = new Map<string, string[]>()
  const operands: string[] = []
  const add = (flag: Flag, value: string): void => {
    const known = found.get(flag.name)
    if (known === undefined) found.set(flag.name, [value])
    else known.push(value)
  }
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') {
      operands.push(...words.slice(at + 1))
      break
    }
    if (!word.startsWith('-') || word === '-') {
      if (stopsAtWord) {
        operands.push(...words.slice(at))
        break
      }
      operands.push(word)
      continue
    }
    const taken = word.startsWith('--') ? readLong(word, words[at + 1], flags) : readShort(word, words[at + 1], flags)
    if ('wrong' in taken) return taken
    for (const [flag, value] of taken.pairs) {
      const wrong = wrongValue?.(flag, value)
      if (wrong !== undefined) return { wrong }
      add(flag, value)
    }
    if (taken.usesNext) at += 1
  }
  return {
    words: operands,
    has: (name) => found.has(name) && !(isSwitch(flags, name) && /^(0|f|false)$/i.test(found.get(name)?.at(-1) ?? '')),
    value: (name) => found.get(name)?.at(-1),
    values: (name) => found.get(name) ?? [],
  }
}

function isSwitch(flags: readonly Flag[], name: string): boolean {
  return flags.find((flag) => flag.name === name)?.kind === 'switch'
}

interface Taken {
  readonly pairs: readonly (readonly [Flag, string])[]
  readonly usesNext: boolean
}

function readLong(word: string, next: string | undefined, flags: readonly Flag[]): Taken | WrongFlag {
  const equals = word.indexOf('=')
  const name = equals === -1 ? word.slice(2) : word.slice(2, equals)
  const flag = flags.find((one) => one.name === name)
  if (flag === undefined) return { wrong: `unknown flag: --${name}` }
  if (equals !== -1) return { pairs: [[flag, word.slice(equals + 1)]], usesNext: false }
  if (flag.kind === 'switch') return { pairs: [[flag, 'true']], usesNext: false }
  return next === undefined ? { wrong: `flag needs an argument: --${name}` } : { pairs: [[flag, next]], usesNext: true }
}

function readShort(word: string, next: string | undefined, flags: readonly Flag[]): Taken | WrongFlag {
  const pairs: (readonly [Flag, string])[] = []
  for (let at = 1; at < word.length; at++) {
    const letter = word[at] ?? ''
    const flag = flags.find((one) => one.short === letter)
    if (flag === undefined) return { wrong: `unknown shorthand flag: '${letter}' in ${word}` }
    if (flag.kind === 'switch' && word[at + 1] !== '=') {
      pairs.push([flag, 'true'])
      continue
    }
    const rest = word.slice(at + 1)
    if (rest !== '') return { pairs: [...pairs, [flag, rest.replace(/^=/, '')]], usesNext: false }
    if (next === undefined) return { wrong: `flag needs an argument: '${letter}' in ${word}` }
    return { pairs: [...pairs, [flag, next]], usesNext: true }
  }
  return { pairs, usesNext: false }
}
