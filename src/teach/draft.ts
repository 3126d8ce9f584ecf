import * as v from 'valibot'
import { type ExerciseFile, exerciseTypes } from '../../simulator/exercises.ts'

const line = (most: number) => v.optional(v.pipe(v.string(), v.maxLength(most)), '')
const text = v.pipe(v.string(), v.maxLength(200_000))
const path = v.pipe(v.string(), v.maxLength(300))
const ladder = v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(4000))), v.maxLength(5)), [])
const texts = v.pipe(
  v.record(path, text),
  v.check((files) => Object.keys(files).length <= 100),
)

const goalHead = {
  id: v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/)),
  /** In the author's words; empty: in ours. */
  say: line(300),
  hints: ladder,
  isBonus: v.optional(v.boolean(), false),
  lesson: line(100),
}

/** A goal as the form holds it. */
export const goalSchema = v.variant('kind', [
  v.object({ ...goalHead, kind: v.literal('builds') }),
  /** `of`: the image, what is above the base, what is sent to the builder; `most`: `120 MB`. */
  v.object({ ...goalHead, kind: v.literal('size'), of: v.picklist(['image', 'new', 'context']), most: line(60) }),
  v.object({ ...goalHead, kind: v.literal('layers'), most: line(10) }),
  v.object({
    ...goalHead,
    kind: v.literal('file'),
    path,
    /** `final`: as the image shows it; `any`: in any layer, hidden ones too. */
    where: v.picklist(['final', 'any']),
    is: v.picklist(['absent', 'there', 'contains']),
    text: line(2000),
  }),
  v.object({
    ...goalHead,
    kind: v.literal('step'),
    match: line(2000),
    edit: path,
    is: v.picklist(['CACHED', 'RAN']),
  }),
  v.object({ ...goalHead, kind: v.literal('answers'), port: line(5), path: line(400), text: line(200) }),
  v.object({ ...goalHead, kind: v.literal('user') }),
  v.object({ ...goalHead, kind: v.literal('lint'), rule: line(60) }),
  v.object({ ...goalHead, kind: v.literal('trace'), needle: line(300) }),
  /** A claim in YAML, as CONTRIBUTING describes it. */
  v.object({ ...goalHead, kind: v.literal('claim'), yaml: line(10_000) }),
])
export type Goal = Readonly<v.InferOutput<typeof goalSchema>>
export type GoalKind = Goal['kind']

const fileSchema = v.object({
  path,
  text: v.exactOptional(text),
  sized: v.exactOptional(
    v.object({ size: v.number(), kind: v.picklist(['text', 'binary', 'packed', 'zeros'] as const) }),
  ),
  mode: v.exactOptional(v.pipe(v.string(), v.maxLength(5))),
})
export type DraftFile = Readonly<v.InferOutput<typeof fileSchema>>

const cheatSchema = v.object({
  name: line(300),
  files: texts,
  caughtBy: v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.maxLength(10)),
  /** Other entries, as they came. */
  kept: v.optional(v.record(v.string(), v.unknown()), {}),
})
export type DraftCheat = Readonly<v.InferOutput<typeof cheatSchema>>

/** An exercise in the making, as the form holds it: it may be unfinished anywhere. */
export const draftSchema = v.object({
  /** By which this browser keeps it. */
  key: v.pipe(v.string(), v.regex(/^[a-z0-9]{1,20}$/)),
  title: line(100),
  summary: line(200),
  task: line(4000),
  type: v.picklist(exerciseTypes),
  difficulty: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)),
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240)),
  /** Of an exercise that was taken over; empty: made from the title. */
  id: line(40),
  slug: line(60),
  files: v.pipe(v.array(fileSchema), v.maxLength(100)),
  editable: v.pipe(v.array(path), v.maxLength(20)),
  dockerfile: path,
  goals: v.pipe(v.array(goalSchema), v.maxLength(16)),
  hints: v.pipe(v.array(v.pipe(v.string(), v.maxLength(4000))), v.maxLength(12)),
  model: v.object({ files: texts, because: line(4000), kept: v.optional(v.record(v.string(), v.unknown()), {}) }),
  cheats: v.pipe(v.array(cheatSchema), v.maxLength(12)),
  /** What is done with what was handed in, in YAML; empty: made from the goals. */
  procedure: line(30_000),
  /** Other entries of an exercise that was taken over, as they came. */
  kept: v.optional(v.record(v.string(), v.unknown()), {}),
})
export type Draft = Readonly<v.InferOutput<typeof draftSchema>>

/** A draft from untrusted data; undefined when it is none. */
export function readDraft(data: unknown): Draft | undefined {
  const read = v.safeParse(draftSchema, data)
  return read.success ? read.output : undefined
}

/** What a new draft begins with: a Dockerfile that can be edited and the goal that it builds. */
export function newDraft(key: string): Draft {
  return {
    key,
    title: '',
    summary: '',
    task: '',
    type: 'fix-it',
    difficulty: 2,
    minutes: 10,
    id: '',
    slug: '',
    files: [{ path: 'Dockerfile', text: 'FROM alpine:3.22\n' }],
    editable: ['Dockerfile'],
    dockerfile: 'Dockerfile',
    goals: [],
    hints: [],
    model: { files: {}, because: '', kept: {} },
    cheats: [],
    procedure: '',
    kept: {},
  }
}

/** The last part of an exercise's address: that of the draft, else its title in small letters. */
export function slugOf({ slug, title }: Pick<Draft, 'slug' | 'title'>): string {
  if (slug !== '') return slug
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 36)
    .replace(/^-+|-+$/g, '')
  return words === '' ? 'exercise' : words
}

/** The name of an exercise: that of the draft, else its address, begun with a letter. */
export function idOf(draft: Pick<Draft, 'id' | 'slug' | 'title'>): string {
  if (draft.id !== '') return draft.id
  const slug = slugOf(draft)
  return /^[a-z]/.test(slug) ? slug.slice(0, 40) : `x-${slug}`.slice(0, 40)
}

/** Whether a file's text can be changed in the form. */
export function isText({ sized }: Pick<ExerciseFile, 'sized'>): boolean {
  return sized === undefined
}

/** The first id of a goal that is free: c1, c2 … */
export function freeGoalId(goals: readonly Pick<Goal, 'id'>[]): string {
  for (let number = 1; ; number++) if (!goals.some(({ id }) => id === `c${number}`)) return `c${number}`
}
