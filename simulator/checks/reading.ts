import type { Dockerfile, FromInstruction, Instruction } from '../dockerfile/instruction.ts'
import { type Finding, finding } from './finding.ts'

/**
 * Checks that need nothing but the text: casing, names, old forms. They are told for every stage, needed or not.
 * Source: moby/buildkit frontend/dockerfile/instructions/parse.go; dockerfile2llb/validations.go.
 */

/** What is found while the instructions are read, up to the first that cannot be. */
export function readingFindings(dockerfile: Dockerfile): readonly Finding[] {
  const found: Finding[] = []
  const stop = dockerfile.problems[0]?.range?.from ?? Number.POSITIVE_INFINITY
  const isLineError =
    dockerfile.problems.length > 0 && !/^dockerfile parse error/.test(dockerfile.problems[0]?.message ?? '')
  if (isLineError) return []
  for (const instruction of dockerfile.instructions)
    if (instruction.emptyContinuation) found.push(emptyContinuation(dockerfile, instruction))
  for (const instruction of dockerfile.instructions) {
    found.push(...definitionFindings(instruction))
    if (instruction.kind === 'FROM' || instruction.kind === 'invalid') found.push(...asCasing(instruction))
    if (instruction.range.from >= stop) break
    if (instruction.kind === 'FROM') found.push(...stageNameCasing(instruction))
    if (instruction.kind === 'MAINTAINER')
      found.push(
        finding('MaintainerDeprecated', instruction, 'Maintainer instruction is deprecated in favor of using label'),
      )
  }
  return found
}

function emptyContinuation(dockerfile: Dockerfile, instruction: Instruction): Finding {
  const from = dockerfile.lineStarts[instruction.lines.last - 1] ?? instruction.range.from
  return finding('NoEmptyContinuation', instruction, 'Empty continuation line', { from, to: instruction.range.to })
}

/** The word between image and name is looked at before it is known to be AS. */
function asCasing(instruction: Instruction): readonly Finding[] {
  const keyword = instruction.keyword.text
  if (keyword.toUpperCase() !== 'FROM') return []
  const words =
    instruction.kind === 'FROM' ? undefined : instruction.text.split(/\s+/).filter((word) => !word.startsWith('--'))
  const as = instruction.kind === 'FROM' ? instruction.as?.text : words?.length === 4 ? words[2] : undefined
  if (as === undefined) return []
  const isLower = keyword === keyword.toLowerCase()
  const isUpper = keyword === keyword.toUpperCase()
  if ((!isLower && !isUpper) || as === (isLower ? as.toLowerCase() : as.toUpperCase())) return []
  return [finding('FromAsCasing', instruction, `'${as}' and '${keyword}' keywords' casing do not match`)]
}

function stageNameCasing(instruction: FromInstruction): readonly Finding[] {
  const name = instruction.name?.text
  if (name === undefined || name === name.toLowerCase()) return []
  return [finding('StageNameCasing', instruction, `Stage name '${name}' should be lowercase`)]
}

/** A comment above an ARG or a named FROM that does not begin with its name. */
function definitionFindings(instruction: Instruction): readonly Finding[] {
  const names =
    instruction.kind === 'ARG'
      ? instruction.declarations.map((declaration) => declaration.name.text)
      : instruction.kind === 'FROM' && instruction.name !== undefined
        ? [instruction.name.text.toLowerCase()]
        : []
  const last = instruction.comments.at(-1)?.text
  if (names.length === 0 || last === undefined || last === '' || /^check\s*=/i.test(last)) return []
  if (names.some((name) => last.split(/\s/)[0] === name)) return []
  const shown = names.length === 1 ? names[0] : '<arg_key>'
  return [
    finding(
      'InvalidDefinitionDescription',
      instruction,
      `Comment for ${instruction.keyword.text.toUpperCase()} should follow the format: \`# ${shown} <description>\``,
    ),
  ]
}

/** What is found once all stages are read. */
export function stageFindings(dockerfile: Dockerfile): readonly Finding[] {
  return [...nameFindings(dockerfile), ...casingFindings(dockerfile)]
}

function nameFindings(dockerfile: Dockerfile): readonly Finding[] {
  const found: Finding[] = []
  const seen = new Set<string>()
  for (const instruction of dockerfile.instructions) {
    if (instruction.kind !== 'FROM' || instruction.name === undefined) continue
    const name = instruction.name.text.toLowerCase()
    if (name === 'scratch' || name === 'context')
      found.push(
        finding(
          'ReservedStageName',
          instruction,
          `Stage name should not use the same name as reserved stage ${JSON.stringify(name)}`,
        ),
      )
    if (seen.has(name))
      found.push(
        finding(
          'DuplicateStageName',
          instruction,
          `Duplicate stage name ${JSON.stringify(name)}, stage names should be unique`,
        ),
      )
    seen.add(name)
  }
  return found
}

function casingFindings(dockerfile: Dockerfile): readonly Finding[] {
  const first = dockerfile.instructions.findIndex((instruction) => instruction.kind === 'FROM')
  const counted = first < 0 ? [] : dockerfile.instructions.slice(first)
  const isLower = (word: string): boolean => word === word.toLowerCase()
  const isUpper = (word: string): boolean => word === word.toUpperCase()
  const words = counted.map((instruction) => instruction.keyword.text)
  const lowerWins = words.filter(isLower).length > words.filter((word) => isUpper(word) && !isLower(word)).length
  return counted.flatMap((instruction) => {
    const word = instruction.keyword.text
    if (lowerWins ? isLower(word) : isUpper(word)) return []
    const majority = lowerWins ? 'lowercase' : 'uppercase'
    const message = `Command '${word}' should match the case of the command majority (${majority})`
    return [finding('ConsistentInstructionCasing', instruction, message)]
  })
}
