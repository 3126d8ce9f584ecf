import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Quantity, sum } from '../../simulator/index.ts'
import type { Project } from '../state/project.ts'
import { attributesOf } from './attributes.ts'
import { AuthorError } from './author-error.ts'
import { evaluate, expressionNames, isExpressionName } from './expression.ts'
import { type PlayedScene, playFolder } from './lesson.ts'
import type { Play } from './play.ts'

const folder = 'content/examples'

/** An example of the playground's gallery: its project, and what its card says. Every figure comes from its build. */
export interface Example extends PlayedScene {
  /** Its folder's name without the number: names it in addresses and for the learner's saved edits. */
  readonly slug: string
  readonly title: string
  readonly point: string
  readonly ideas: readonly string[]
  /** What the image stands on: the name in the FROM of its last stage. */
  readonly base: string
  /** Bytes of the whole image; absent when the build gives none. */
  readonly size?: Quantity
  readonly project: Project
}

/** The folders of all examples, in the order of their numbers. */
export function exampleFolders(root = process.cwd()): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

let played: readonly Example[] | undefined

/** All examples, each built. Throws AuthorError. */
export function examples(): readonly Example[] {
  played ??= exampleFolders().map(readExample)
  return played
}

/** An example of content/examples, built. Throws AuthorError when it does not say what it is for. */
export function readExample(name: string): Example {
  const slug = name.replace(/^\d+-/, '')
  const { scene, plays } = playFolder(join(folder, name), `example/${slug}`)
  const { where, point, ideas, project } = scene
  if (point === undefined) throw new AuthorError(where, 'point: what the example shows, in one sentence', 'none')
  if (ideas.length === 0) throw new AuthorError(where, 'ideas: what is worth trying, a sentence or two each', 'none')
  const [first] = plays
  const layers = first?.build.image?.layers
  return {
    scene,
    plays,
    slug,
    title: project.title,
    point: withFigures(point, plays, where),
    ideas: ideas.map((idea) => withFigures(idea, plays, where)),
    base: baseOf(first, where),
    ...(layers === undefined ? {} : { size: sum(layers.map((layer) => layer.fileBytes)) }),
    project,
  }
}

/** Text with its expressions worked out: `:total`, `:size{step="RUN npm ci"}`, as in a lesson. Throws AuthorError. */
export function withFigures(text: string, plays: readonly Play[], where: string): string {
  const pattern = new RegExp(`(?<!\\w):(${expressionNames.join('|')})(?:\\{([^}]*)\\})?`, 'g')
  return text.replace(pattern, (whole, name: string, inside: string | undefined) =>
    isExpressionName(name) ? evaluate(name, attributesOf(inside ?? ''), plays, where).text : whole,
  )
}

/** The image below the last stage, through stages that stand on one another and arguments with their usual values. */
function baseOf(play: Play | undefined, where: string): string {
  const instructions = play?.build.instructions ?? []
  const values = new Map(
    instructions.flatMap(({ keyword, text }) => {
      const [, name = '', value = ''] = keyword === 'ARG' ? (/^ARG\s+(\w+)=(\S+)/i.exec(text) ?? []) : []
      return name === '' ? [] : [[name, value] as const]
    }),
  )
  const stages = instructions
    .filter(({ keyword }) => keyword === 'FROM')
    .map(({ text }) => /^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(text))
  let name = stages.at(-1)?.[1]
  for (let stage = stages.find((one) => one?.[2] === name); stage; stage = stages.find((one) => one?.[2] === name))
    name = stage[1]
  if (name === undefined) throw new AuthorError(where, 'a Dockerfile with a FROM', 'none')
  return name.replace(/\$\{?(\w+)\}?/g, (whole, variable: string) => values.get(variable) ?? whole)
}
