import type { Dockerfile, Instruction } from '../dockerfile/instruction.ts'
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
    if (instruction.kind === 'FROM' || instruction.kind === 'invalid')
      found.push(...asCasing(instruction), ...stageNameCasing(instruction))
    // What is wrong with an old keyword's arguments is seen after the keyword.
    if (instruction.keyword.text.toUpperCase() === 'MAINTAINER')
      found.push(
        finding('MaintainerDeprecated', instruction, 'Maintainer instruction is deprecated in favor of using label'),
      )
    if (instruction.range.from >= stop) break
  }
  return found
}

function emptyContinuation(dockerfile: Dockerfile, instruction: Instruction): Finding {
  const from = dockerfile.lineStarts[instruction.lines.last - 1] ?? instruction.range.from
  return finding('NoEmptyContinuation', instruction, 'Empty continuation line', { from, to: instruction.range.to })
}

/** The words of FROM but for its flags; undefined for another instruction. They are looked at before it is known whether they make sense. */
function wordsOfFrom(instruction: Instruction): readonly string[] | undefined {
  if (instruction.keyword.text.toUpperCase() !== 'FROM') return undefined
  if (instruction.kind === 'FROM')
    return [instruction.image, instruction.as, instruction.name].flatMap((word) => word?.text ?? [])
  return instruction.text
    .split(/\s+/)
    .slice(1)
    .filter((word) => !word.startsWith('--'))
}

function asCasing(instruction: Instruction): readonly Finding[] {
  const keyword = instruction.keyword.text
  const words = wordsOfFrom(instruction)
  if (words?.length !== 3) return []
  const as = words[1] ?? ''
  const isLower = keyword === keyword.toLowerCase()
  const isUpper = keyword === keyword.toUpperCase()
  if ((!isLower && !isUpper) || as === (isLower ? as.toLowerCase() : as.toUpperCase())) return []
  return [finding('FromAsCasing', instruction, `'${as}' and '${keyword}' keywords' casing do not match`)]
}

function stageNameCasing(instruction: Instruction): readonly Finding[] {
  const words = wordsOfFrom(instruction)
  const name = words?.[2]
  if (words?.length !== 3 || name === undefined || name === name.toLowerCase()) return []
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
