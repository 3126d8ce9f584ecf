import { compareBytes } from '../values/bytes.ts'
import { findBlank, isSpace, skipBlanks, skipSpaces } from './blanks.ts'
import { checkDevice } from './devices.ts'
import { parseDuration } from './durations.ts'
import type { FlagValues } from './flags.ts'
import { parseHeredocWord } from './heredoc.ts'
import type { CopyInstruction, Fault, Heredoc, Instruction, InstructionCommon, Word } from './instruction.ts'
import { checkMountEarly } from './mounts.ts'
import { quoteGo } from './quote.ts'
import {
  commandOf,
  commonOf,
  endOfWord,
  flagSwitch,
  flagsOf,
  flagWord,
  flagWords,
  invalid,
  isFault,
  jsonOf,
  listOf,
  restOf,
  type Statement,
  type Surroundings,
  unknownInstruction,
  wordAt,
  wrong,
  wrongLine,
} from './statement.ts'
import { listItems, type Piece, shellWords } from './words.ts'

/**
 * What a statement says, as a typed instruction; an invalid one when the builder would refuse it. Checks come in the builder's order, so
 * of several faults it is the one that the builder reports. Source: moby/buildkit frontend/dockerfile/instructions/parse.go.
 */
export function readStatement(statement: Statement, around: Surroundings): Instruction {
  const common = commonOf(statement, around)
  const read = readKind(statement, common, around)
  return isFault(read) ? invalid(common, read) : read
}

function readKind(statement: Statement, common: InstructionCommon, around: Surroundings): Instruction | Fault {
  switch (statement.keyword) {
    case undefined:
      return unknownInstruction(statement)
    case 'FROM':
      return readFrom(statement, common)
    case 'ARG':
      return readArg(statement, common)
    case 'ENV':
    case 'LABEL':
      return readPairs(statement, common, statement.keyword)
    case 'RUN':
      return readRun(statement, common, around.heredocs)
    case 'COPY':
    case 'ADD':
      return readCopy(statement, common, statement.keyword, around.heredocs)
    case 'CMD':
    case 'ENTRYPOINT':
      return readCommand(statement, common, statement.keyword)
    case 'SHELL':
      return readShell(statement, common)
    case 'WORKDIR':
    case 'USER':
    case 'STOPSIGNAL':
    case 'MAINTAINER':
      return readArgument(statement, common, statement.keyword)
    case 'EXPOSE':
      return readExpose(statement, common)
    case 'VOLUME':
      return readVolume(statement, common)
    case 'HEALTHCHECK':
      return readHealthcheck(statement, common)
    case 'ONBUILD':
      return readOnbuild(statement, common, around.heredocs)
  }
}

function readFrom(statement: Statement, common: InstructionCommon): Instruction | Fault {
  const { line } = statement
  const [image, as, name, ...others] = listItems(line.text, statement.rest, line.text.length)
  const one = as === undefined
  const three = name !== undefined && others.length === 0 && as?.text.toUpperCase() === 'AS'
  if (image === undefined || !(one || three))
    return wrong(statement, 'FromArguments', 'FROM requires either one or three arguments')
  if (name !== undefined && !/^[a-z][a-z0-9\-_.]*$/.test(name.text.toLowerCase())) {
    const message = `invalid name for build stage: ${quoteGo(name.text)}, name can't start with a number or contain symbols`
    return wrong(statement, 'InvalidStageName', message, name)
  }
  const flags = flagsOf(statement)
  if (isFault(flags)) return flags
  const platform = flagWord(statement, flags, 'platform')
  return {
    ...common,
    kind: 'FROM',
    image: wordAt(line, image),
    ...(platform === undefined ? {} : { platform }),
    ...(as === undefined || name === undefined ? {} : { as: wordAt(line, as), name: wordAt(line, name) }),
  }
}

function readArg(statement: Statement, common: InstructionCommon): Instruction | Fault {
  const { line } = statement
  const words = shellWords(line.text, statement.rest, line.text.length, statement.escapeUnit)
  if (words.length === 0) return missing(statement, 'ARG')
  const declarations: { readonly name: Word; readonly value?: Word }[] = []
  for (const word of words) {
    const equals = word.text.indexOf('=')
    if (equals === 0) return wrong(statement, 'BlankName', 'ARG names can not be blank', word)
    if (equals === -1) declarations.push({ name: wordAt(line, word) })
    else declarations.push(splitPair(statement, word, equals))
  }
  return { ...common, kind: 'ARG', declarations }
}

function splitPair({ line }: Statement, word: Piece, equals: number): { readonly name: Word; readonly value: Word } {
  const at = word.from + equals
  return {
    name: wordAt(line, { text: word.text.slice(0, equals), from: word.from, to: at }),
    value: wordAt(line, { text: word.text.slice(equals + 1), from: at + 1, to: word.to }),
  }
}

function readPairs(statement: Statement, common: InstructionCommon, kind: 'ENV' | 'LABEL'): Instruction | Fault {
  const pairs = pairsOf(statement, kind)
  if (isFault(pairs)) return pairs
  const flags = flagsOf(statement)
  if (isFault(flags)) return flags
  if (pairs.pairs.length === 0) return missing(statement, kind)
  if (pairs.pairs.some((pair) => pair.name.text === ''))
    return wrong(statement, 'BlankName', `${kind} names can not be blank`)
  return { ...common, kind, pairs: pairs.pairs, legacy: pairs.legacy }
}

interface Pairs {
  readonly pairs: readonly { readonly name: Word; readonly value: Word }[]
  readonly legacy: boolean
}

/** `name=value …`, or `name value` when the first word has no `=`. Source: moby/buildkit frontend/dockerfile/parser, parseNameVal. */
function pairsOf(statement: Statement, kind: string): Pairs | Fault {
  const { line, rest } = statement
  const words = shellWords(line.text, rest, line.text.length, statement.escapeUnit)
  const [first] = words
  if (first === undefined) return { pairs: [], legacy: false }
  if (!first.text.includes('=')) return legacyPair(statement, kind)
  const pairs: Pairs['pairs'][number][] = []
  for (const word of words) {
    const equals = word.text.indexOf('=')
    if (equals === -1) {
      const message = `Syntax error - can't find = in ${quoteGo(word.text)}. Must be of the form: name=value`
      return wrongLine(statement, 'MissingEquals', message, word)
    }
    pairs.push(splitPair(statement, word, equals))
  }
  return { pairs, legacy: false }
}

function legacyPair(statement: Statement, kind: string): Pairs | Fault {
  const { line, rest } = statement
  const end = findBlank(line.text, rest, line.text.length)
  if (end === line.text.length) return wrongLine(statement, 'MissingValue', `${kind} must have two arguments`)
  const name = wordAt(line, { text: line.text.slice(rest, end), from: rest, to: end })
  const from = skipBlanks(line.text, end, line.text.length)
  return {
    pairs: [{ name, value: wordAt(line, { text: line.text.slice(from), from, to: line.text.length }) }],
    legacy: true,
  }
}

function readRun(statement: Statement, common: InstructionCommon, heredocs: readonly Heredoc[]): Instruction | Fault {
  const command = commandOf(statement)
  if (isFault(command)) return command
  const flags = flagsOf(statement)
  if (isFault(flags)) return flags
  const mounts = flagWords(statement, flags, 'mount')
  for (const mount of mounts) {
    const error = checkMountEarly(mount.text)
    if (error !== undefined) return { ...wrong(statement, 'InvalidMount', error), focus: mount.range }
  }
  const devices = flagWords(statement, flags, 'device')
  for (const device of devices) {
    const error = checkDevice(device.text)
    if (error !== undefined) return { ...wrong(statement, 'InvalidDevice', error), focus: device.range }
  }
  const network = flagWord(statement, flags, 'network')
  if (network !== undefined && !['default', 'none', 'host'].includes(network.text))
    return {
      ...wrong(statement, 'InvalidNetwork', `invalid network mode ${quoteGo(network.text)}`),
      focus: network.range,
    }
  const security = flagWord(statement, flags, 'security')
  if (security !== undefined && security.text !== 'sandbox' && security.text !== 'insecure')
    return {
      ...wrong(statement, 'InvalidSecurity', `security ${quoteGo(security.text)} is not valid`),
      focus: security.range,
    }
  return {
    ...common,
    kind: 'RUN',
    command,
    heredocs,
    mounts,
    devices,
    ...(network === undefined ? {} : { network }),
    ...(security === undefined ? {} : { security }),
  }
}

function readCopy(
  statement: Statement,
  common: InstructionCommon,
  kind: 'COPY' | 'ADD',
  heredocs: readonly Heredoc[],
): Instruction | Fault {
  const items = listOf(statement)
  if (isFault(items)) return items
  const destination = items.at(-1)
  if (destination === undefined || items.length < 2) {
    const message = `${kind} requires at least two arguments, but only one was provided. Destination could not be determined`
    return wrong(statement, 'MissingDestination', message)
  }
  const flags = flagsOf(statement)
  if (isFault(flags)) return flags
  if (parseHeredocWord(destination.text) !== undefined)
    return wrong(statement, 'HeredocDestination', `${kind} cannot accept a heredoc as a destination`, destination)
  return {
    ...common,
    kind,
    ...sourcesOf(statement, items.slice(0, -1), heredocs),
    destination: wordAt(statement.line, destination),
    ...copyFlags(statement, flags),
  }
}

function sourcesOf(
  { line }: Statement,
  items: readonly Piece[],
  heredocs: readonly Heredoc[],
): Pick<CopyInstruction, 'sources' | 'heredocs'> {
  const sources: Word[] = []
  const documents: Heredoc[] = []
  for (const item of items) {
    const start = item.text.includes('<<') ? parseHeredocWord(item.text) : undefined
    const word = wordAt(line, item)
    if (start === undefined) sources.push(word)
    else {
      // Of two here-documents with one name the builder takes the later body for both.
      const found = heredocs.findLast((heredoc) => heredoc.name === start.name)
      const end = { from: word.range.to, to: word.range.to }
      documents.push({ ...start, body: found?.body ?? '', range: word.range, bodyRange: found?.bodyRange ?? end })
    }
  }
  return { sources, heredocs: documents }
}

type CopyFlags = Omit<CopyInstruction, keyof InstructionCommon | 'kind' | 'sources' | 'heredocs' | 'destination'>

const noCopyFlags: CopyFlags = { link: false, parents: false, exclude: [] }

function copyFlags(statement: Statement, flags: FlagValues): CopyFlags {
  if (flags.size === 0) return noCopyFlags
  const from = flagWord(statement, flags, 'from')
  const chown = flagWord(statement, flags, 'chown')
  const chmod = flagWord(statement, flags, 'chmod')
  const checksum = flagWord(statement, flags, 'checksum')
  const keepGitDir = flagSwitch(flags, 'keep-git-dir')
  const unpack = flagSwitch(flags, 'unpack')
  return {
    link: flagSwitch(flags, 'link') ?? false,
    parents: flagSwitch(flags, 'parents') ?? false,
    exclude: flagWords(statement, flags, 'exclude'),
    ...(from === undefined ? {} : { from }),
    ...(chown === undefined ? {} : { chown }),
    ...(chmod === undefined ? {} : { chmod }),
    ...(checksum === undefined ? {} : { checksum }),
    ...(keepGitDir === undefined ? {} : { keepGitDir }),
    ...(unpack === undefined ? {} : { unpack }),
  }
}

function readCommand(statement: Statement, common: InstructionCommon, kind: 'CMD' | 'ENTRYPOINT'): Instruction | Fault {
  const command = commandOf(statement)
  if (isFault(command)) return command
  const flags = flagsOf(statement)
  return isFault(flags) ? flags : { ...common, kind, command }
}

function readShell(statement: Statement, common: InstructionCommon): Instruction | Fault {
  const strings = jsonOf(statement)
  if (strings !== undefined && isFault(strings)) return strings
  const flags = flagsOf(statement)
  if (isFault(flags)) return flags
  if (restOf(statement) === undefined || strings?.length === 0) return missing(statement, 'SHELL')
  if (strings === undefined) return wrong(statement, 'ShellNotJSON', 'SHELL requires the arguments to be in JSON form')
  return { ...common, kind: 'SHELL', words: strings.map((piece) => piece.text) }
}

function readArgument(
  statement: Statement,
  common: InstructionCommon,
  kind: 'WORKDIR' | 'USER' | 'STOPSIGNAL' | 'MAINTAINER',
): Instruction | Fault {
  const rest = restOf(statement)
  if (rest === undefined) return wrong(statement, 'MissingArgument', `${kind} requires exactly one argument`)
  // STOPSIGNAL takes flags off and never looks at them.
  const flags = kind === 'STOPSIGNAL' ? undefined : flagsOf(statement)
  if (flags !== undefined && isFault(flags)) return flags
  return { ...common, kind, argument: wordAt(statement.line, rest) }
}

function readExpose(statement: Statement, common: InstructionCommon): Instruction | Fault {
  const { line } = statement
  const items = listItems(line.text, statement.rest, line.text.length)
  if (items.length === 0) return missing(statement, 'EXPOSE')
  const flags = flagsOf(statement)
  if (isFault(flags)) return flags
  const ports = items.map((item) => wordAt(line, item)).sort((a, b) => compareBytes(a.text, b.text))
  return { ...common, kind: 'EXPOSE', ports }
}

function readVolume(statement: Statement, common: InstructionCommon): Instruction | Fault {
  const items = listOf(statement)
  if (isFault(items)) return items
  if (items.length === 0) return missing(statement, 'VOLUME')
  const flags = flagsOf(statement)
  if (isFault(flags)) return flags
  const paths: Word[] = []
  for (const item of items) {
    const path = trimSpaces(item.text)
    if (path === '') return wrong(statement, 'EmptyVolume', 'VOLUME specified can not be an empty string', item)
    paths.push({ ...wordAt(statement.line, item), text: path })
  }
  return { ...common, kind: 'VOLUME', paths }
}

function trimSpaces(text: string): string {
  let to = text.length
  while (to > 0 && isSpace(text.charCodeAt(to - 1))) to--
  return text.slice(skipSpaces(text, 0, to), to)
}

function readHealthcheck(statement: Statement, common: InstructionCommon): Instruction | Fault {
  const { text } = statement.line
  const end = endOfWord(text, statement.rest)
  const type = text.slice(statement.rest, end).toUpperCase()
  const from = skipSpaces(text, end, text.length)
  // Whatever the type, what follows must not be a JSON array of other things than strings.
  const command = type === '' || from === text.length ? undefined : commandOf(statement, from)
  if (command !== undefined && isFault(command)) return command
  if (type === '') return missing(statement, 'HEALTHCHECK')
  if (type === 'NONE') {
    if (from < text.length && !(command?.form === 'exec' && command.words.length === 0))
      return wrong(statement, 'HealthcheckNone', 'HEALTHCHECK NONE takes no arguments')
    return { ...common, kind: 'HEALTHCHECK', interval: 0, timeout: 0, startPeriod: 0, startInterval: 0, retries: 0 }
  }
  const flags = flagsOf(statement)
  if (isFault(flags)) return flags
  if (type !== 'CMD') {
    const message = `Unknown type ${quoteGo(type)} in HEALTHCHECK (try CMD)`
    return wrong(statement, 'HealthcheckType', message, { text: type, from: statement.rest, to: end })
  }
  if (command === undefined || (command.form === 'exec' && command.words.length === 0))
    return wrong(statement, 'HealthcheckCommand', 'Missing command after HEALTHCHECK CMD')
  const times = healthTimes(statement, flags)
  return isFault(times) ? times : { ...common, kind: 'HEALTHCHECK', command, ...times }
}

interface HealthTimes {
  readonly interval: number
  readonly timeout: number
  readonly startPeriod: number
  readonly startInterval: number
  readonly retries: number
}

const inheritedTimes: HealthTimes = { interval: 0, timeout: 0, startPeriod: 0, startInterval: 0, retries: 0 }

function healthTimes(statement: Statement, flags: FlagValues): HealthTimes | Fault {
  if (flags.size === 0) return inheritedTimes
  const times: Record<string, number> = {}
  for (const name of ['interval', 'timeout', 'start-period', 'start-interval']) {
    const flag = flags.get(name)?.[0]
    const time = parseInterval(name, flag?.text ?? '')
    if (typeof time !== 'number') return wrong(statement, 'InvalidDuration', time.error, flag)
    times[name] = time
  }
  const flag = flags.get('retries')?.[0]
  const retries = parseRetries(flag?.text ?? '')
  if (typeof retries !== 'number') return wrong(statement, 'InvalidRetries', retries.error, flag)
  return {
    interval: times.interval ?? 0,
    timeout: times.timeout ?? 0,
    startPeriod: times['start-period'] ?? 0,
    startInterval: times['start-interval'] ?? 0,
    retries,
  }
}

function parseInterval(name: string, text: string): number | { readonly error: string } {
  if (text === '') return 0
  const time = parseDuration(text)
  if (typeof time !== 'number' || time === 0 || time >= 1_000_000) return time
  return { error: `Interval ${quoteGo(name)} cannot be less than 1ms` }
}

function parseRetries(text: string): number | { readonly error: string } {
  if (text === '') return 0
  if (!/^[+-]?[0-9]+$/.test(text)) return { error: `strconv.ParseInt: parsing ${quoteGo(text)}: invalid syntax` }
  const retries = Number(text)
  if (retries > 2 ** 31 - 1 || retries < -(2 ** 31))
    return { error: `strconv.ParseInt: parsing ${quoteGo(text)}: value out of range` }
  return retries < 0 ? { error: `--retries cannot be negative (${retries})` } : retries
}

function readOnbuild(
  statement: Statement,
  common: InstructionCommon,
  heredocs: readonly Heredoc[],
): Instruction | Fault {
  const rest = restOf(statement)
  if (rest === undefined) return missing(statement, 'ONBUILD')
  const flags = flagsOf(statement)
  if (isFault(flags)) return flags
  const word = rest.text.slice(0, findBlank(rest.text, 0, rest.text.length))
  const trigger = word.toUpperCase()
  const piece = { text: word, from: rest.from, to: rest.from + word.length }
  if (trigger === 'ONBUILD')
    return wrong(statement, 'OnbuildChain', "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed", piece)
  if (trigger === 'FROM' || trigger === 'MAINTAINER')
    return wrong(statement, 'OnbuildTrigger', `${trigger} isn't allowed as an ONBUILD trigger`, piece)
  const { text, tail } = statement.line
  const written = text.slice(skipOnbuild(text)) + tail
  const bodies = heredocs.map((heredoc) => `\n${heredoc.body}${heredoc.name}`).join('')
  return { ...common, kind: 'ONBUILD', expression: written + bodies }
}

/** The trigger begins behind the keyword and the white space that Go's `\s` knows; a bare `--` stays with it. */
function skipOnbuild(text: string): number {
  let at = 'ONBUILD'.length
  while ('\t\n\f\r '.includes(text[at] ?? '-')) at++
  return at
}

function missing(statement: Statement, keyword: string): Fault {
  return wrong(statement, 'MissingArgument', `${keyword} requires at least one argument`)
}
