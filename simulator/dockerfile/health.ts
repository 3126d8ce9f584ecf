import { skipSpaces } from './blanks.ts'
import { parseDuration } from './durations.ts'
import type { FlagValues } from './flags.ts'
import type { Fault, Instruction, InstructionCommon } from './instruction.ts'
import { quoteGo } from './quote.ts'
import { commandOf, endOfWord, flagsOf, isFault, missing, type Statement, wrong } from './statement.ts'

/** Reads HEALTHCHECK: `NONE`, or `CMD` with a command and its times. */
export function readHealthcheck(statement: Statement, common: InstructionCommon): Instruction | Fault {
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
