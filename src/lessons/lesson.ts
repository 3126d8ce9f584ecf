import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { markdownToHtml } from 'satteri'
import * as v from 'valibot'
import { parse } from 'yaml'
import { inLanguage, inLanguageUntil } from '../words/all.ts'
import type { Language } from '../words/languages.ts'
import { words } from '../words/words.ts'
import { AuthorError } from './author-error.ts'
import { transcriptBlock } from './code.ts'
import { type Heading, lessonDirectives, slugOf } from './directives.ts'
import { evaluate, playOf } from './expression.ts'
import { drawFigure, wordsOf } from './figures/gallery.ts'
import { readGlossary, termHtml } from './glossary.ts'
import { entriesHtml } from './picture.ts'
import { type Play, playScene } from './play.ts'
import { readFixture, readScene, type Scene } from './scene.ts'
import { Terminals } from './terminals.ts'
import { tracesHtml } from './traces.ts'
import { workbenchHtml } from './workbench-html.ts'

/** Where the project lies. The site is built and tested from its root. */
const root = process.cwd()
const folder = 'content/lessons'

const headSchema = v.strictObject({
  title: v.string(),
  promise: v.string(),
  summary: v.string(),
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  order: v.pipe(v.number(), v.integer(), v.minValue(1)),
})

/** What a list of lessons shows of one. */
export interface LessonHead extends v.InferOutput<typeof headSchema> {
  readonly slug: string
  /** What it is written in: the language that is spoken, or English where it has not been put into that. */
  readonly language: Language
}

/** A lesson ready to be set. */
export interface Lesson extends LessonHead {
  readonly html: string
  /** Its sections, in order. */
  readonly headings: readonly Heading[]
}

/** The file of a lesson, in the language that it is written in. */
export function lessonFile({ slug, language }: Pick<LessonHead, 'slug' | 'language'>): string {
  return join(root, folder, slug, language === 'en' ? 'index.md' : `index.${language}.md`)
}

/** All lessons in reading order. Throws AuthorError. */
export function lessonHeads(): readonly LessonHead[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readHead(entry.name).head)
    .sort((a, b) => a.order - b.order)
}

/** A lesson with every figure worked out and every scene played. Throws AuthorError. */
export async function readLesson(slug: string): Promise<Lesson> {
  const { head, body, where } = readHead(slug)
  const page = words.frame.language
  const played = new Map<string, PlayedScene>()
  const sceneOf = (id: string | null | undefined): PlayedScene => {
    const key = id ?? ''
    let scene = played.get(key)
    if (scene === undefined) {
      scene = inLanguage(page, () => playNamed(slug, key, where))
      played.set(key, scene)
    }
    return scene
  }
  const terminals = new Terminals(
    where,
    ({ scene, fixture }) => (fixture ? readFixture(root, fixture, where) : sceneOf(scene).scene.project.files),
    root,
  )
  const terms = readGlossary(root)
  const headings: Heading[] = []
  const addresses = head.language === 'en' ? undefined : sectionAddresses(slug)
  const plugin = lessonDirectives({
    where,
    heading: (heading) => void headings.push(heading),
    headingId: (at) => addresses?.[at],
    title: (id) => sceneOf(id).scene.project.title,
    lessonTitle: (other) => titleOf(other, where),
    workbench: (id) =>
      inLanguage(page, () => workbenchHtml(sceneOf(id).scene.project, sceneOf(id).plays, head.language)),
    evaluate: (name, attributes) => evaluate(name, attributes, sceneOf(attributes.scene).plays, where),
    entries: (attributes) => {
      const play = playOf(attributes.build ?? '1', sceneOf(attributes.scene).plays, where)
      return entriesHtml(play.build, play.layerFiles)
    },
    traces: (attributes) => {
      const play = playOf(attributes.build ?? '1', sceneOf(attributes.scene).plays, where)
      return tracesHtml(play, attributes.for ?? '', where)
    },
    transcript: (text, attributes) =>
      transcriptBlock(terminals.transcript(text, attributes), attributes.title ?? undefined),
    drawn: (attributes, count) =>
      drawFigure({ where, attributes, plays: (id) => sceneOf(id).plays, say: wordsOf(attributes.words) }, count),
    typed: (attributes) => terminals.typed(attributes),
    term: (word, { of }) => termHtml(word, of, terms, where),
  })
  const html = await inLanguageUntil(head.language, () => set(body, plugin))
  // A box that begins in the middle of a line is none: it would stand in the page as it was typed.
  const stray = /:::[a-z]+/.exec(html)
  if (stray !== null) throw new AuthorError(where, `${stray[0]} at the beginning of a line`, 'it within a paragraph')
  if (addresses !== undefined && addresses.length !== headings.length)
    throw new AuthorError(where, `${addresses.length} sections, as in index.md`, String(headings.length))
  return { ...head, html, headings }
}

/** The addresses of a lesson's sections in English: they are the same in every language, so that links to them hold. */
function sectionAddresses(slug: string): readonly string[] {
  const text = readFileSync(join(root, folder, slug, 'index.md'), 'utf8')
  return [...text.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => slugOf(heading))
}

/** The HTML of a lesson's text. */
async function set(body: string, plugin: ReturnType<typeof lessonDirectives>): Promise<string> {
  const features = { directive: true, smartPunctuation: true }
  return (await markdownToHtml(body, { features, mdastPlugins: [plugin] })).html
}

/** A scene and its builds. */
export interface PlayedScene {
  readonly scene: Scene
  readonly plays: readonly Play[]
}

/** The names of a lesson's scenes. */
export function sceneIds(slug: string): readonly string[] {
  return readdirSync(join(root, folder, slug, 'scenes')).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

/** The scene that a lesson names: `3` is one of its own, `layers/3` one of another lesson. Throws AuthorError. */
function playNamed(slug: string, name: string, where: string): PlayedScene {
  const [id = '', lesson = slug] = name.split('/').reverse()
  const lessons = lessonHeads().map((head) => head.slug)
  if (!lessons.includes(lesson)) throw new AuthorError(where, `a lesson among ${lessons.join(', ')}`, lesson)
  const known = sceneIds(lesson)
  if (!known.includes(id)) throw new AuthorError(where, `a scene among ${known.join(', ')}`, id === '' ? 'none' : id)
  return playLessonScene(lesson, id)
}

/** One scene of a lesson, played. */
export function playLessonScene(slug: string, id: string): PlayedScene {
  return playFolder(join(folder, slug, 'scenes', id), `${slug}/${id}`)
}

/** A scene's folder, relative to the project's root, read and played. */
export function playFolder(path: string, id: string): PlayedScene {
  const scene = readScene(root, path, id)
  return { scene, plays: playScene(scene, root) }
}

function titleOf(slug: string, where: string): string {
  const heads = lessonHeads()
  const head = heads.find((one) => one.slug === slug)
  if (head === undefined)
    throw new AuthorError(where, `a lesson among ${heads.map((one) => one.slug).join(', ')}`, slug)
  return head.title
}

function readHead(slug: string): { readonly head: LessonHead; readonly body: string; readonly where: string } {
  const { language } = words.frame
  const own = join(folder, slug, `index.${language}.md`)
  const isOwn = language !== 'en' && existsSync(join(root, own))
  const where = isOwn ? own : join(folder, slug, 'index.md')
  const text = readFileSync(join(root, where), 'utf8')
  const match = /^---\n([\s\S]*?)\n---\n/.exec(text)
  if (match === null) throw new AuthorError(where, 'front matter between two lines of ---', 'none')
  const read = v.safeParse(headSchema, parse(match[1] ?? ''))
  if (!read.success) {
    const [issue] = read.issues
    throw new AuthorError(
      where,
      `${v.getDotPath(issue) ?? 'front matter'}: ${issue.expected ?? issue.message}`,
      issue.received,
    )
  }
  return { head: { ...read.output, slug, language: isOwn ? language : 'en' }, body: text.slice(match[0].length), where }
}
