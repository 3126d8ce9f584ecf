import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'
import { dockerfileOf } from '../state/files.ts'
import { AuthorError } from './author-error.ts'
import { keepsClaims } from './claims.ts'
import { withFigures } from './example.ts'
import { playFolder } from './lesson.ts'
import { expectationSchema } from './scene.ts'

const folder = 'content/placement'
const where = `${folder}/questions.yaml`

const questionsSchema = v.array(
  v.strictObject({
    scene: v.string(),
    lesson: v.string(),
    question: v.string(),
    options: v.pipe(
      v.array(
        v.strictObject({ text: v.string(), holds: v.pipe(v.array(expectationSchema), v.minLength(1, 'a claim')) }),
      ),
      v.minLength(2, 'two options'),
    ),
    why: v.string(),
  }),
)

/** A question that finds where somebody should begin: what is asked of which Dockerfile, and the option that the engine says is right. */
export interface PlacementQuestion {
  /** The lesson that answers it. */
  readonly lesson: string
  readonly question: string
  readonly dockerfile: string
  readonly options: readonly string[]
  /** Which of the options is right, from 0. */
  readonly right: number
  readonly why: string
}

/** The questions of the placement quiz, each with its scene built. Throws AuthorError where not exactly one option keeps its claims. */
export function placementQuestions(root = process.cwd()): readonly PlacementQuestion[] {
  const read = v.safeParse(questionsSchema, parse(readFileSync(join(root, where), 'utf8')))
  if (!read.success) {
    const [issue] = read.issues
    throw new AuthorError(where, `${v.getDotPath(issue) ?? 'questions'}: ${issue.message}`, issue.received)
  }
  return read.output.map(({ scene: name, lesson, question, options, why }) => {
    const { scene, plays } = playFolder(join(folder, name), `placement/${name}`)
    const right = options.flatMap(({ holds }, at) => (keepsClaims(holds, plays, where) ? [at] : []))
    const [only] = right
    if (only === undefined || right.length > 1)
      throw new AuthorError(
        where,
        `one option of “${question}” whose claims hold`,
        right.length === 0 ? 'none' : right.map((at) => options[at]?.text).join(' and '),
      )
    const main = dockerfileOf(scene.project)
    return {
      lesson,
      question,
      dockerfile: scene.project.files.find((file) => file.path === main)?.text ?? '',
      options: options.map(({ text }) => text),
      right: only,
      why: withFigures(why, plays, where),
    }
  })
}
