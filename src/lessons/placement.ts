import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'
import { dockerfileOf } from '../state/files.ts'
import { words } from '../words/words.ts'
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

/** What the questions say in another language. */
const translationSchema = v.array(
  v.strictObject({ scene: v.string(), question: v.string(), options: v.array(v.string()), why: v.string() }),
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
  return translated(read.output, root).map(({ scene: name, lesson, question, options, why }) => {
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

type Written = v.InferOutput<typeof questionsSchema>

/** The questions in the language that is spoken: what they claim is the same in each. Throws AuthorError where not all are there. */
function translated(questions: Written, root: string): Written {
  if (words.frame.language === 'en') return questions
  const own = `${folder}/questions.${words.frame.language}.yaml`
  const read = v.safeParse(translationSchema, parse(readFileSync(join(root, own), 'utf8')))
  if (!read.success) throw new AuthorError(own, read.issues[0].message, read.issues[0].received)
  return questions.map((english, at) => {
    const said = read.output[at]
    if (said?.scene !== english.scene || said.options.length !== english.options.length)
      throw new AuthorError(own, `${english.scene} with ${english.options.length} options`, said?.scene ?? 'nothing')
    const options = english.options.map(({ holds }, option) => ({ text: said.options[option] ?? '', holds }))
    return { ...english, question: said.question, why: said.why, options }
  })
}
