import { expandWord } from '../dockerfile/expand.ts'
import type { Dockerfile, FromInstruction } from '../dockerfile/instruction.ts'
import { suggestion } from '../dockerfile/suggest.ts'
import { formatPlatform, parsePlatform } from '../graph/platform.ts'
import type { GlobalScope } from '../graph/scope.ts'
import type { Platform } from '../image/image.ts'
import { parseReference } from '../image/reference.ts'
import { type Finding, finding } from './finding.ts'

/** What the checks of FROM look at. */
export interface FromSurroundings {
  readonly dockerfile: Dockerfile
  readonly global: GlobalScope
  readonly target: Platform
  /** Instructions behind this offset were never looked at, for the builder had stopped. */
  readonly stop: number
}

/** Checks of every FROM: its variables, its platform. Source: moby/buildkit dockerfile2llb/convert.go, toDispatchState and validations. */
export function fromFindings(surroundings: FromSurroundings): readonly Finding[] {
  const froms = surroundings.dockerfile.instructions.flatMap((instruction) =>
    instruction.kind === 'FROM' ? [instruction] : [],
  )
  const seen = froms.filter((from) => from.range.from <= surroundings.stop)
  return [
    ...froms.flatMap((from) => defaultFindings(from, surroundings)),
    ...seen.flatMap((from) => undeclaredFindings(from, surroundings)),
    ...seen.flatMap((from) => platformFindings(from, surroundings)),
  ]
}

/** The image's name with the ARGs' defaults alone must be one. */
function defaultFindings(from: FromInstruction, { dockerfile, target }: FromSurroundings): readonly Finding[] {
  const { escape: escapeCharacter } = dockerfile.directives
  const values = new Map<string, string>([
    ['TARGETPLATFORM', formatPlatform(target)],
    ['TARGETOS', target.os],
    ['TARGETARCH', target.architecture],
    ['TARGETVARIANT', target.variant ?? ''],
    ['BUILDPLATFORM', 'linux/amd64'],
    ['BUILDOS', 'linux'],
    ['BUILDARCH', 'amd64'],
    ['BUILDVARIANT', ''],
  ])
  const variables = { get: (name: string) => values.get(name) }
  for (const instruction of dockerfile.instructions) {
    if (instruction.kind === 'FROM') break
    if (instruction.kind !== 'ARG') continue
    for (const { name, value } of instruction.declarations)
      if (value !== undefined)
        values.set(name.text, expandWord(value.text, variables, { escape: escapeCharacter }).value)
  }
  const { value, error } = expandWord(from.image.text, variables, { escape: escapeCharacter })
  if (error !== undefined) return []
  if (value !== '' && !('error' in parseReference(value))) return []
  return [
    finding(
      'InvalidDefaultArgInFrom',
      from,
      `Default value for ARG ${from.image.text} results in empty or invalid base image name`,
    ),
  ]
}

function undeclaredFindings(from: FromInstruction, { dockerfile, global }: FromSurroundings): readonly Finding[] {
  const { escape: escapeCharacter } = dockerfile.directives
  const words = [from.image, ...(from.platform === undefined ? [] : [from.platform])]
  return words.flatMap((word) => {
    const expansion = expandWord(word.text, { get: (name) => global.values.get(name) }, { escape: escapeCharacter })
    return expansion.undefined.flatMap((name) => {
      if (global.declared.has(name)) return []
      const meant = suggestion(name, global.declared, { ignoreCase: false })
      return [finding('UndefinedArgInFrom', from, `FROM argument '${name}' is not declared${meant}`)]
    })
  })
}

function platformFindings(from: FromInstruction, { dockerfile, global, target }: FromSurroundings): readonly Finding[] {
  const written = from.platform?.text
  if (written === undefined) return []
  const { escape: escapeCharacter } = dockerfile.directives
  const expansion = expandWord(written, { get: (name) => global.values.get(name) }, { escape: escapeCharacter })
  if (expansion.error !== undefined) return []
  if (expansion.used.length > 0) {
    const isRedundant =
      expansion.used.every((name) => name === 'TARGETPLATFORM') && expansion.value === formatPlatform(target)
    const message = `Setting platform to predefined ${written} in FROM is redundant as this is the default behavior`
    return isRedundant ? [finding('RedundantTargetPlatform', from, message)] : []
  }
  const platform = parsePlatform(expansion.value)
  if (platform === undefined) return []
  const name = from.name?.text.toLowerCase() ?? ''
  if (name.includes(platform.os) || name.includes(platform.architecture)) return []
  return [
    finding(
      'FromPlatformFlagConstDisallowed',
      from,
      `FROM --platform flag should not use constant value ${JSON.stringify(expansion.value)}`,
    ),
  ]
}
