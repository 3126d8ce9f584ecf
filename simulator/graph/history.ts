import { formatDuration } from '../dockerfile/durations.ts'
import type { Command, HealthcheckInstruction } from '../dockerfile/instruction.ts'
import { quoteGo } from '../dockerfile/quote.ts'
import type { Environment } from './environment.ts'

/** The texts of an image's history, `created_by`, as the builder writes them. Source: dockerfile2llb/convert.go; recorded cases. */

/** `["a" "b"]`: Go's %q of a list. */
export function quotedList(words: readonly string[]): string {
  return `[${words.map(quoteGo).join(' ')}]`
}

/** `[a b]`: Go's %v of a list. */
export function plainList(words: readonly string[]): string {
  return `[${words.join(' ')}]`
}

/** RUN with the ARGs declared so far: `RUN |2 a=1 b= /bin/sh -c make # buildkit`. */
export function runHistory(
  words: readonly string[],
  declared: readonly { readonly name: string; readonly value?: string }[],
  environment: Environment,
): string {
  const args = new Map<string, string>()
  for (const { name, value } of declared) args.set(name, environment.get(name) ?? value ?? '')
  const shown = [...args].map(([name, value]) => `${name}=${value}`)
  const counted = shown.length === 0 ? [] : [`|${shown.length}`, ...shown]
  return `RUN ${[...counted, ...words].join(' ')} # buildkit`
}

/** HEALTHCHECK as Go prints the struct: `HEALTHCHECK &{["CMD" "a"] "30s" "0s" "0s" "0s" '\x03'}`. */
export function healthcheckHistory(test: readonly string[], instruction: HealthcheckInstruction): string {
  const durations = [instruction.interval, instruction.timeout, instruction.startPeriod, instruction.startInterval]
  const times = durations.map((duration) => quoteGo(formatDuration(duration))).join(' ')
  return `HEALTHCHECK &{${quotedList(test)} ${times} ${quotedRune(instruction.retries)}}`
}

/** Go's %q of an integer: the quoted character of that number. */
function quotedRune(value: number): string {
  const quoted = quoteGo(value > 0x10ffff ? '\ufffd' : String.fromCodePoint(value))
  const inner = quoted.slice(1, -1)
  return `'${inner === '\\"' ? '"' : inner === "'" ? "\\'" : inner}'`
}

/** What a HEALTHCHECK stores as its test. */
export function healthcheckTest(command: Command | undefined): readonly string[] {
  if (command === undefined) return ['NONE']
  return command.form === 'shell' ? ['CMD-SHELL', command.text] : ['CMD', ...command.words]
}
