import { AuthorError } from './author-error.ts'
import { type LessonHead, lessonHeads, readLesson, sceneIds } from './lesson.ts'
import { measureLesson, measureText, tooMuch } from './measure.ts'

/** What is wrong with a lesson, a sentence each with what was expected and what was found; and how it measures. */
export interface LessonCheck {
  readonly problems: readonly string[]
  readonly measured: string
}

/** The boxes of every lesson, by their class. */
const parts = ['before', 'keep', 'recall', 'machine', 'honest', 'sources'] as const

/** Looks at a lesson as it stands in its page. */
export async function checkLesson(slug: string): Promise<LessonCheck> {
  const where = `content/lessons/${slug}/index.md`
  try {
    const lesson = await readLesson(slug)
    const measure = measureLesson(lesson.html)
    const problems = [
      ...missingParts(lesson.html),
      ...lookingBack(lesson, lesson.html),
      ...scenesOutOfOrder(slug, lesson.html),
      ...skippedHeadings(lesson.html),
      ...mutePictures(lesson.html),
      ...loudWords(lesson.html),
      ...tooMuch(measure),
    ]
    return {
      problems: problems.map((problem) => `${where}: ${problem}`),
      measured: `${where}: ${measureText(measure)}`,
    }
  } catch (error) {
    if (error instanceof AuthorError) return { problems: [error.message], measured: '' }
    throw error
  }
}

function missingParts(html: string): readonly string[] {
  const missing = parts
    .filter((part) => !html.includes(`class="${part}"`))
    .map((part) => `expected :::${part}, found none`)
  const kept = [...(/<section class="keep"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '').matchAll(/<li>/g)].length
  return kept === 3 ? missing : [...missing, `expected three things in :::keep, found ${kept}`]
}

/** From the third lesson on, two questions of looking back are from lessons at least two before. */
function lookingBack({ order }: LessonHead, html: string): readonly string[] {
  const orders = new Map(lessonHeads().map((head) => [head.slug, head.order]))
  const from = [...html.matchAll(/class="recall" data-from="([^"]+)"/g)].map(
    (match) => orders.get(match[1] ?? '') ?? order,
  )
  const far = from.filter((other) => other <= order - 2)
  if (order < 3 || far.length >= 2) return []
  return [`expected two :::recall{from=…} of lessons at least two before this one, found ${far.length}`]
}

function scenesOutOfOrder(slug: string, html: string): readonly string[] {
  const shown = [...html.matchAll(/id="scene-([^"]+)-title"/g)].map((match) => match[1]).join(', ')
  const known = sceneIds(slug).join(', ')
  return shown === known ? [] : [`expected the scenes ${known}, each once and in order, found ${shown || 'none'}`]
}

function skippedHeadings(html: string): readonly string[] {
  let before = 1
  return [...html.matchAll(/<h([1-6])\b/g)].flatMap((match) => {
    const level = Number(match[1])
    const skips = level > before + 1 || level === 1
    const problem = skips ? [`expected a heading of level ${before + 1} or less, found level ${level}`] : []
    before = level
    return problem
  })
}

/** Pictures without a name, without a description, or without words below them. */
function mutePictures(html: string): readonly string[] {
  const named = [...html.matchAll(/<svg\b[^>]*>[\s\S]*?<\/svg>/g)].flatMap(([svg]) =>
    /role="img" aria-label="[^"]+"/.test(svg) && /<desc>[^<]+<\/desc>/.test(svg)
      ? []
      : ['expected a name and a description of each picture, found neither'],
  )
  const alone = [...html.matchAll(/<\/svg>\s*<\/(?:li|figure)>/g)].map(
    () => 'expected words below each picture, found none',
  )
  return [...named, ...alone]
}

const loud = /\b(simply|just|obviously|of course|easy|easily)\b|!(?=\s|$)/i

function loudWords(html: string): readonly string[] {
  return [...html.matchAll(/<(?:p|li|summary)[^>]*>([\s\S]*?)<\/(?:p|li|summary)>/g)].flatMap((match) => {
    const text = (match[1] ?? '').replace(/<code>.*?<\/code>/g, '').replace(/<[^>]+>/g, '')
    const found = loud.exec(text)?.[0]
    return found === undefined ? [] : [`expected a calm voice, found “${found}” in “${text.trim().slice(0, 60)}…”`]
  })
}
