import { compareBytes } from '../values/bytes.ts'
import { findBlank, isSpace, skipSpaces } from './blanks.ts'
import { readCopy } from './copying.ts'
import { checkDevice } from './devices.ts'
import { readHealthcheck } from './health.ts'
import type { Fault, Heredoc, Instruction, InstructionCommon, Word } from './instruction.ts'
import { checkMountEarly } from './mounts.ts'
import { readArg, readPairs } from './pairs.ts'
import { quoteGo } from './quote.ts'
import {
  commandOf,
  commonOf,
  flagsOf,
  flagWord,
  flagWords,
  invalid,
  isFault,
  jsonOf,
  listOf,
  missing,
  restOf,
  type Statement,
  type Surroundings,
  unknownInstruction,
  wordAt,
  wrong,
} from './statement.ts'
import { listItems } from './words.ts'

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
