import type { Dockerfile, Instruction } from '../dockerfile/instruction.ts'
import { quoteGo } from '../dockerfile/quote.ts'

/** Which checks run, and whether a finding stops the build. Source: moby/buildkit frontend/dockerfile/linter/linter.go, ParseLintOptions. */
export interface CheckConfiguration {
  readonly skipAll: boolean
  readonly skip: ReadonlySet<string>
  readonly experimentalAll: boolean
  readonly experimental: ReadonlySet<string>
  readonly isError: boolean
}

const plain: CheckConfiguration = {
  skipAll: false,
  skip: new Set(),
  experimentalAll: false,
  experimental: new Set(),
  isError: false,
}

/** What `# check=…` says, or the build argument that takes its place; or the builder's error. */
export function configurationOf(
  dockerfile: Dockerfile,
  buildArgs: Readonly<Record<string, string>>,
): CheckConfiguration | { readonly error: string } {
  const argument = buildArgs.BUILDKIT_DOCKERFILE_CHECK
  const text = argument ?? dockerfile.directives.check?.text
  const parsed = text === undefined ? plain : parseConfiguration(text)
  if (!('error' in parsed)) return parsed
  const source = argument === undefined ? 'check options' : 'build-arg:BUILDKIT_DOCKERFILE_CHECK'
  return { error: `failed to parse ${source}: ${parsed.error}` }
}

/** Reads `skip=A,B;error=true;experimental=C`; what follows the first blank does not count. */
export function parseConfiguration(text: string): CheckConfiguration | { readonly error: string } {
  let configuration = plain
  const value = text.split(' ')[0] ?? ''
  if (value === '') return plain
  for (const part of splitLimited(value)) {
    const equals = part.indexOf('=')
    if (equals < 0) return { error: `invalid check option ${quoteGo(part)}` }
    const name = part.slice(0, equals).trim()
    const given = part.slice(equals + 1).trim()
    if (name === 'skip') {
      if (given === 'all') configuration = { ...configuration, skipAll: true }
      else configuration = { ...configuration, skip: new Set(given.split(',').map((rule) => rule.trim())) }
    } else if (name === 'experimental') {
      if (given === 'all') configuration = { ...configuration, experimentalAll: true }
      else configuration = { ...configuration, experimental: new Set(given.split(',').map((rule) => rule.trim())) }
    } else if (name === 'error') {
      const isError = booleans.get(given)
      if (isError === undefined)
        return {
          error: `failed to parse check option ${quoteGo(part)}: strconv.ParseBool: parsing ${quoteGo(given)}: invalid syntax`,
        }
      configuration = { ...configuration, isError }
    } else return { error: `invalid check option ${quoteGo(name)}` }
  }
  return configuration
}

/** At most three parts; the last keeps its semicolons. */
function splitLimited(value: string): readonly string[] {
  const parts = value.split(';')
  return parts.length <= 3 ? parts : [...parts.slice(0, 2), parts.slice(2).join(';')]
}

/** What Go's ParseBool takes. */
const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false] as const),
])

/**
 * The configuration with what a comment above an instruction adds to it. Our own checks heed such comments; docker's read them only at the
 * top of the file.
 */
export function configurationAt(configuration: CheckConfiguration, instruction: Instruction): CheckConfiguration {
  let merged = configuration
  for (const comment of instruction.comments) {
    const match = /^check\s*=\s*(.*)$/i.exec(comment.text)
    const own = match?.[1] === undefined ? undefined : parseConfiguration(match[1])
    if (own === undefined || 'error' in own) continue
    merged = {
      ...merged,
      skipAll: merged.skipAll || own.skipAll,
      skip: new Set([...merged.skip, ...own.skip]),
      experimentalAll: merged.experimentalAll || own.experimentalAll,
      experimental: new Set([...merged.experimental, ...own.experimental]),
    }
  }
  return merged
}

/** Whether a check runs under a configuration. */
export function isOn(configuration: CheckConfiguration, code: string, isExperimental: boolean): boolean {
  if (isExperimental) return configuration.experimentalAll || configuration.experimental.has(code)
  return !configuration.skipAll && !configuration.skip.has(code)
}
