import { type Token, tokensOf } from '../dockerfile/highlight.ts'
import type { Dockerfile, Instruction } from '../dockerfile/instruction.ts'
import { keywordOf } from '../dockerfile/syntax.ts'
import type { BaseFacts } from '../image/facts.ts'
import { parseReference } from '../image/reference.ts'
import { isExact } from '../values/estimate.ts'
import type { Range } from '../values/range.ts'
import { instructionAt } from './cursor.ts'
import {
  directiveDocumentation,
  flagDocumentation,
  instructionDocumentation,
  mountTypes,
  predefinedDocumentation,
} from './documentation.ts'
import { megabytes } from './names.ts'
import { originOf, scopeBefore } from './scope.ts'
import { stageMentions } from './stage-names.ts'
import type { Surroundings } from './surroundings.ts'

/** What is told about a place of a Dockerfile. */
export interface Hover {
  readonly range: Range
  /** What it is about, as written: `COPY`, `$VERSION`, `alpine:3.22`. */
  readonly title: string
  /** How it is written. */
  readonly form?: string
  readonly text: string
  readonly facts: readonly { readonly name: string; readonly value: string }[]
  /** A path below the site's reference. */
  readonly page?: string
}

/**
 * What is known of what stands at an offset: what an instruction or a flag does, the value of a variable in this very place, what a base image
 * holds, who uses a stage. Undefined where there is nothing to tell.
 */
export function hoverAt(dockerfile: Dockerfile, offset: number, surroundings: Surroundings): Hover | undefined {
  const instruction = instructionAt(dockerfile, offset)
  const within = instruction?.range ?? { from: offset, to: offset }
  const tokens = tokensOf(dockerfile, within)
  // At the end of one word and the start of another, what can be told of either.
  const here = tokens.filter(({ range }) => range.from <= offset && offset <= range.to).reverse()
  const index = instruction === undefined ? -1 : dockerfile.instructions.indexOf(instruction)
  for (const token of here) {
    if (token.kind === 'directive') return directive(dockerfile, token)
    const found = instruction && about({ dockerfile, surroundings, instruction, token, index })
    if (found !== undefined) return found
  }
  return undefined
}

interface Place {
  readonly dockerfile: Dockerfile
  readonly surroundings: Surroundings
  readonly instruction: Instruction
  readonly index: number
  readonly token: Token
}

function about(place: Place): Hover | undefined {
  const { dockerfile, token, instruction } = place
  const written = dockerfile.text.slice(token.range.from, token.range.to)
  const stage = stageMentions(dockerfile).find(
    ({ range }) => range.from <= token.range.from && token.range.to <= range.to,
  )
  if (stage !== undefined) return stageHover(place, written, stage.from)
  switch (token.kind) {
    case 'keyword':
      return keywordHover(place, written)
    case 'flag':
      return flagHover(place, written)
    case 'flag-value':
      return mountHover(place)
    case 'variable':
      return variableHover(place, /^\$?\{?(\w+)/.exec(written)?.[1])
    case 'name':
      return instruction.kind === 'ENV' || instruction.kind === 'ARG'
        ? variableHover({ ...place, index: place.index + 1 }, written)
        : undefined
    case 'image':
      return instruction.kind === 'FROM'
        ? imageHover(place, instruction.image.text, instruction.image.range)
        : undefined
    case 'stage':
      return imageHover(place, written, token.range)
    case 'heredoc-marker':
      return heredocHover(place, written)
    default:
      return undefined
  }
}

function keywordHover({ token }: Place, written: string): Hover | undefined {
  const keyword = keywordOf(written)
  if (keyword !== undefined)
    return { range: token.range, title: keyword, facts: [], ...instructionDocumentation[keyword] }
  if (written.toUpperCase() !== 'AS') return undefined
  const text = 'The name that follows is the stage’s own: COPY --from, another FROM and --target may use it.'
  return { range: token.range, title: 'AS', text, facts: [] }
}

function flagHover({ token, instruction }: Place, written: string): Hover | undefined {
  // Behind ONBUILD the flags are those of the instruction that is kept.
  const keywords = instruction.text.split(/\s+/).flatMap((word) => keywordOf(word) ?? [])
  const keyword = instruction.kind === 'ONBUILD' ? keywords.find((each) => each !== 'ONBUILD') : keywords[0]
  if (keyword === undefined) return undefined
  const text = flagDocumentation[keyword]?.[written.replace(/^--/, '')]
  const { page } = instructionDocumentation[keyword]
  return text === undefined
    ? undefined
    : { range: token.range, title: `${keyword} ${written}`, text, facts: [], ...(page === undefined ? {} : { page }) }
}

function mountHover({ token, instruction }: Place): Hover | undefined {
  const flag = instruction.flags.find(({ range }) => range.from <= token.range.from && token.range.to <= range.to)
  if (flag === undefined || !flag.text.startsWith('--mount=')) return undefined
  const type = /[=,]type=(\w+)/.exec(flag.text)?.[1] ?? 'bind'
  const text = mountTypes[type]
  if (text === undefined) return undefined
  return { range: token.range, title: `type=${type}`, text, facts: [], page: 'instructions/run/' }
}

function variableHover(place: Place, name: string | undefined): Hover | undefined {
  const { dockerfile, surroundings, index, token, instruction } = place
  if (name === undefined || /^\d/.test(name)) return undefined
  const { variables } = scopeBefore(dockerfile, index, surroundings)
  const origin = originOf(dockerfile, index, name)
  const common = { range: token.range, title: `$${name}` }
  if (!variables.has(name)) {
    const text =
      instruction.kind === 'RUN'
        ? 'Not set by the Dockerfile here: the shell looks for it when the command runs.'
        : 'Not set here, so it stands for nothing.'
    const predefined = predefinedDocumentation[name]
    const advice =
      predefined === undefined ? '' : ` The builder knows it once ARG ${name} declares it: ${lowerFirst(predefined)}`
    return { ...common, text: text + advice, facts: [] }
  }
  const value = variables.get(name)
  const facts = [{ name: 'Value here', value: value === undefined ? 'none' : value === '' ? 'empty' : value }]
  if (origin?.kind === 'instruction') {
    const { keyword, lines } = origin.instruction
    facts.push({ name: 'From', value: `${keyword.text.toUpperCase()} in line ${lines.first}` })
    const isGiven = origin.instruction.kind === 'ARG' && surroundings.buildArgs[name] !== undefined
    if (isGiven) facts.push({ name: 'Given', value: 'with --build-arg' })
    return {
      ...common,
      text: kindText(origin.instruction, value === undefined, name, instruction.kind === 'FROM'),
      facts,
    }
  }
  if (origin?.kind === 'base') facts.push({ name: 'From', value: `the base image ${origin.image}` })
  const text = predefinedDocumentation[name] ?? 'Comes with the base image.'
  return { ...common, text, facts }
}

function kindText(instruction: Instruction, isUnset: boolean, name: string, isGlobal: boolean): string {
  if (instruction.kind === 'ENV') return 'A variable of the image: containers have it too.'
  if (isGlobal)
    return 'A build argument for the FROMs of this file. A stage can read it once ARG declares it there again.'
  return isUnset
    ? `A build argument without a value. Give one with --build-arg ${name}=….`
    : 'A build argument: it lasts to the end of the stage, and containers do not have it.'
}

function stageHover({ dockerfile, token }: Place, written: string, from: number): Hover | undefined {
  const stage = dockerfile.instructions[from]
  if (stage?.kind !== 'FROM') return undefined
  const uses = stageMentions(dockerfile).filter((mention) => mention.from === from && mention.kind === 'use')
  const lines = uses.map(({ range }) => lineOf(dockerfile, range.from))
  return {
    range: token.range,
    title: stage.name?.text ?? `stage ${written}`,
    text: `A stage of this file. It begins in line ${stage.lines.first}.`,
    facts: [
      { name: 'Stands on', value: stage.image.text },
      { name: 'Used in', value: lines.length === 0 ? 'no other line' : `line ${lines.join(', ')}` },
    ],
    page: 'instructions/from/',
  }
}

function lineOf(dockerfile: Dockerfile, offset: number): number {
  const after = dockerfile.lineStarts.findIndex((start) => start > offset)
  return after === -1 ? dockerfile.lineStarts.length : after
}

function imageHover({ dockerfile, surroundings, index }: Place, written: string, range: Range): Hover | undefined {
  const name = written.replace(/\$\{(\w+)\}|\$(\w+)/g, (whole, braced?: string, bare?: string) => {
    const { variables } = scopeBefore(dockerfile, index, surroundings)
    return variables.get(braced ?? bare ?? '') ?? whole
  })
  if (name === 'scratch')
    return {
      range,
      title: name,
      text: 'Nothing at all: no files, no shell, no settings. A stage on it holds what you copy in.',
      facts: [],
    }
  const reference = parseReference(name)
  if ('error' in reference) return undefined
  const facts = surroundings.bases.get(reference.normal)
  if (facts !== undefined) return { range, title: name, text: sentence(facts), facts: imageFacts(facts) }
  const known = surroundings.images.find((image) => image.reference === name)
  const text =
    known === undefined
      ? 'Not in this site’s catalog of images, so it cannot be built here.'
      : `${megabytes(known.size)} of files. More is known once it is loaded.`
  return { range, title: name, text, facts: [] }
}

function sentence({ system, programs }: BaseFacts): string {
  const family = `${system.family.charAt(0).toUpperCase()}${system.family.slice(1)}`
  const shell = programs.includes('sh') ? '' : ' It has no shell, so RUN with a text cannot work on it.'
  return `${family} ${system.version}${system.libc === undefined ? '' : ` with ${system.libc}`}.${shell}`
}

function imageFacts(facts: BaseFacts): Hover['facts'] {
  const { settings, size, layers, programs, supportUntil } = facts
  const list = (words: readonly string[] | undefined): string => (words ?? []).join(' ')
  const rows = [
    [
      'Size',
      `${isExact(size) ? '' : '≈ '}${megabytes(size.value)} in ${layers === 1 ? '1 layer' : `${layers} layers`}`,
    ],
    ['Programs', list(programs)],
    ['User', settings.User ?? 'root'],
    ['Directory', settings.WorkingDir ?? '/'],
    ['ENTRYPOINT', list(settings.Entrypoint)],
    ['CMD', list(settings.Cmd)],
    ['Ports', list(settings.ExposedPorts)],
    ['Variables', list((settings.Env ?? []).map((entry) => entry.split('=')[0] ?? ''))],
    ['Supported until', supportUntil ?? ''],
  ] as const
  return rows.filter(([, value]) => value !== '').map(([name, value]) => ({ name, value }))
}

function heredocHover({ token, instruction }: Place, written: string): Hover | undefined {
  if (!written.includes('<<')) return undefined
  const heredocs = 'heredocs' in instruction ? instruction.heredocs : []
  const found = heredocs.find(({ range }) => range.from <= token.range.from && token.range.from < range.to)
  if (found === undefined) return undefined
  const variables =
    instruction.kind === 'RUN'
      ? ''
      : found.expand
        ? ' Variables in it are filled in.'
        : ' Nothing in it is changed, because the word is quoted.'
  const text = `A here-document: the lines up to ${found.name} are its text.${variables}${found.stripTabs ? ' Tabs at the starts of lines are taken away.' : ''}`
  return {
    range: token.range,
    title: written,
    text,
    facts: [],
    page: `instructions/${instruction.kind.toLowerCase()}/`,
  }
}

function directive(dockerfile: Dockerfile, { range }: Token): Hover | undefined {
  const name = /^#\s*(\w+)/.exec(dockerfile.text.slice(range.from, range.to))?.[1]?.toLowerCase() ?? ''
  const about = directiveDocumentation[name]
  return about === undefined ? undefined : { range, title: `# ${name}`, facts: [], ...about }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
