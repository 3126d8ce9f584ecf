import type { Card } from '../lessons/card.ts'
import { lessonHeads, playFolder, playLessonScene, sceneIds } from '../lessons/lesson.ts'

/** The pages that have a card with the home page's stack, by the card's name. */
const pages: Readonly<Record<string, Omit<Card, 'build'>>> = {
  home: {
    label: 'A docker build in the browser',
    title: 'Change a line, see the layers move',
    line: 'Learn how container images work by building them.',
  },
  lessons: {
    label: 'Lessons',
    title: 'Down through the layers',
    line: 'Predict, press Build, compare. Nothing to install.',
  },
  playground: {
    label: 'Playground',
    title: 'What does that line cost?',
    line: 'Bring a Dockerfile, or begin with an example.',
  },
  reference: {
    label: 'Reference',
    title: 'Every line, every check',
    line: 'Instructions, checks, commands and errors, each with an example to build.',
  },
  glossary: {
    label: 'Glossary',
    title: 'The words, one by one',
    line: 'Layer, whiteout, digest and their kin, each in a sentence.',
  },
  about: {
    label: 'About',
    title: 'What is exact, what is modelled',
    line: 'Where the figures come from, and what stays in your browser.',
  },
}

/** The social cards of the site by name. A lesson's shows the stack of its first scene. */
export function cards(): ReadonlyMap<string, Card> {
  const lessons = lessonHeads()
  const home = firstBuild(playFolder('content/scenes/home', 'home'))
  return new Map([
    ...Object.entries(pages).map(([name, card]) => [name, { ...card, build: home }] as const),
    ...lessons.map(({ slug, title, promise }, at) => {
      const build = firstBuild(playLessonScene(slug, sceneIds(slug)[0] ?? ''))
      return [slug, { label: `Lesson ${at + 1} of ${lessons.length}`, title, line: promise, build }] as const
    }),
  ])
}

/** What the picture of a page shows, for those who do not see it. */
export function cardText(name: string): string {
  const title = pages[name]?.title ?? lessonHeads().find(({ slug }) => slug === name)?.title
  if (title === undefined) throw new RangeError(`No card is called ${name}.`)
  return `“${title}”, and beside it the layers of an image as blocks, one on the other`
}

/** The first build of a scene that gave an image. */
function firstBuild({ plays }: ReturnType<typeof playFolder>): Card['build'] {
  const build = plays.find((play) => play.build.image !== undefined)?.build
  if (build === undefined) throw new RangeError('A scene for a card gives no image.')
  return build
}
