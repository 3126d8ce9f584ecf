import { expandWord } from '../dockerfile/expand.ts'
import type { Dockerfile, FromInstruction, Instruction } from '../dockerfile/instruction.ts'
import type { TextEdit } from '../values/edit.ts'
import { lineAt, type Range } from '../values/range.ts'

/** A place that names a stage, or begins a nameless one. */
export interface StageMention {
  readonly range: Range
  /** Position in the file of the stage's FROM. */
  readonly from: number
  readonly kind: 'definition' | 'use'
  /** Uses a number in the place of a name. */
  readonly isNumber: boolean
}

/**
 * All places that name a stage of the file: names after AS, base images that are stages, `--from` of COPY and of mounts, also behind ONBUILD.
 * In file order.
 */
export function stageMentions(dockerfile: Dockerfile): readonly StageMention[] {
  const stages = stagesIn(dockerfile)
  const mentions: StageMention[] = []
  dockerfile.instructions.forEach((instruction, index) => {
    if (instruction.kind === 'FROM') {
      const base = stages.findLast(({ at, name }) => at < index && name === instruction.image.text)
      if (base !== undefined) mentions.push(use(instruction.image.range, base.at, false))
      if (instruction.name !== undefined)
        mentions.push({ range: instruction.name.range, from: index, kind: 'definition', isNumber: false })
      return
    }
    for (const { range, text, numbers } of sourcesNamed(instruction)) {
      const isNumber = numbers && /^\d+$/.test(text)
      const stage = isNumber ? stages[Number(text)] : stages.findLast(({ name }) => name === text.toLowerCase())
      if (stage !== undefined) mentions.push(use(range, stage.at, isNumber))
    }
  })
  return mentions
}

function use(range: Range, from: number, isNumber: boolean): StageMention {
  return { range, from, kind: 'use', isNumber }
}

interface NamedStage {
  readonly at: number
  readonly name: string | undefined
  readonly instruction: FromInstruction
}

/** The stages of a file in order, with their names in lower case. */
export function stagesIn(dockerfile: Dockerfile): readonly NamedStage[] {
  return dockerfile.instructions.flatMap((instruction, at) =>
    instruction.kind === 'FROM' ? [{ at, name: instruction.name?.text.toLowerCase(), instruction }] : [],
  )
}

/** What `--from=` and `from=` of an instruction say, with their places. Quotes end a name, and a variable is none. */
function sourcesNamed(
  instruction: Instruction,
): readonly { readonly range: Range; readonly text: string; readonly numbers: boolean }[] {
  const { text } = instruction
  const head = /^(?:ONBUILD\s+)*(COPY|RUN)\s/i.exec(text)
  if (head === null) return []
  const numbers = head[1]?.toUpperCase() === 'COPY'
  const flags = /^(?:\s*--\S+)*/.exec(text.slice(head[0].length))?.[0] ?? ''
  const pattern = numbers ? /(?<=\s|^)--from=([^\s"',$]+)(?=\s|$)/gi : /(?<=--mount=(?:[^\s]*,)?"?)from=([^\s"',$]+)/gi
  return [...flags.matchAll(pattern)].map((match) => {
    const name = match[1] ?? ''
    const end = head[0].length + match.index + match[0].length
    const from = instruction.offsetOf(end - name.length)
    return { range: { from, to: from + name.length }, text: name, numbers }
  })
}

/** The stage that is named at an offset; undefined where none is. */
export function stageAt(dockerfile: Dockerfile, offset: number): StageMention | undefined {
  return stageMentions(dockerfile).find(({ range }) => range.from <= offset && offset <= range.to)
}

/**
 * Where to go from an offset: from a use of a stage to its name (its FROM when it has none), from the name to its first use. Undefined where
 * no stage is named, or the stage is not used.
 */
export function stageTarget(dockerfile: Dockerfile, offset: number): Range | undefined {
  const mentions = stageMentions(dockerfile)
  const here = mentions.find(({ range }) => range.from <= offset && offset <= range.to)
  if (here === undefined) return undefined
  const wanted = here.kind === 'use' ? 'definition' : 'use'
  const target = mentions.find(({ from, kind }) => from === here.from && kind === wanted)
  if (target !== undefined || here.kind === 'definition') return target?.range
  return dockerfile.instructions[here.from]?.keyword.range
}

/**
 * The edits that give the stage named at an offset another name, everywhere; or, in a sentence, why it cannot have it. The names of stages
 * are those that the builder takes. Source: moby/buildkit frontend/dockerfile/instructions/parse.go.
 */
export function renameStage(
  dockerfile: Dockerfile,
  offset: number,
  name: string,
): { readonly edits: readonly TextEdit[] } | { readonly problem: string } {
  const mentions = stageMentions(dockerfile)
  const here = mentions.find(({ range }) => range.from <= offset && offset <= range.to)
  const from = here === undefined ? undefined : dockerfile.instructions[here.from]
  if (here === undefined || from?.kind !== 'FROM') return { problem: 'No stage is named here.' }
  if (from.name === undefined)
    return { problem: 'This stage has a number and no name. Write AS and a name after its FROM.' }
  const wanted = name.toLowerCase()
  if (!/^[a-z][a-z0-9-_.]*$/.test(wanted))
    return { problem: 'A stage’s name begins with a letter; letters, digits, “-”, “_” and “.” may follow.' }
  if (wanted === 'scratch') return { problem: '“scratch” stands for the empty image, so no stage can have this name.' }
  const problem = collision(dockerfile, mentions, here.from, wanted)
  if (problem !== undefined) return { problem }
  const edits = mentions
    .filter((mention) => mention.from === here.from && !mention.isNumber)
    // A base image is compared as written, and stages are known in lower case.
    .map(({ range, kind }) => ({ range, text: kind === 'definition' ? name : wanted }))
  return { edits }
}

function collision(
  dockerfile: Dockerfile,
  mentions: readonly StageMention[],
  own: number,
  wanted: string,
): string | undefined {
  const line = (offset: number): number => lineAt(dockerfile.lineStarts, offset)
  const other = stagesIn(dockerfile).find(({ at, name }) => at !== own && name === wanted)
  if (other !== undefined) return `Another stage, in line ${other.instruction.lines.first}, has this name already.`
  for (const [index, instruction] of dockerfile.instructions.entries()) {
    const isMentioned = (range: Range): boolean => mentions.some((mention) => mention.range.from === range.from)
    const images =
      instruction.kind === 'FROM'
        ? index > own
          ? [{ text: instruction.image.text, range: instruction.image.range }]
          : []
        : sourcesNamed(instruction).map((source) => ({ ...source, text: source.text.toLowerCase() }))
    const taken = images.find(({ text, range }) => text === wanted && !isMentioned(range))
    if (taken !== undefined)
      return `Line ${line(taken.range.from)} takes “${wanted}” as an image, and would then take this stage.`
    if (instruction.kind === 'FROM' && index > own && usesVariable(dockerfile, instruction, own))
      return `Line ${instruction.lines.first} names this stage by a variable, which cannot be changed with it.`
  }
  return undefined
}

/** Whether a FROM comes to a stage's name by its variables' defaults. */
function usesVariable(dockerfile: Dockerfile, { image }: FromInstruction, own: number): boolean {
  const from = dockerfile.instructions[own]
  if (!image.text.includes('$') || from?.kind !== 'FROM') return false
  const defaults = new Map<string, string>()
  for (const instruction of dockerfile.instructions) {
    if (instruction.kind === 'FROM') break
    if (instruction.kind !== 'ARG') continue
    for (const { name, value } of instruction.declarations) if (value !== undefined) defaults.set(name.text, value.text)
  }
  const { escape: escapeCharacter } = dockerfile.directives
  const { value } = expandWord(image.text, { get: (name) => defaults.get(name) }, { escape: escapeCharacter })
  return value === from.name?.text.toLowerCase()
}
