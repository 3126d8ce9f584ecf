import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { readCard } from '../../simulator/containers.ts'
import { atSecond, emptyStore, forecast, lineAt } from '../../simulator/index.ts'
import { exerciseFile } from '../../src/exercise/catalogue.ts'
import { AuthorError } from '../../src/lessons/author-error.ts'
import { brokenClaims } from '../../src/lessons/claims.ts'
import { checkLesson } from '../../src/lessons/lesson-check.ts'
import { playScene } from '../../src/lessons/play.ts'
import { readScene } from '../../src/lessons/scene.ts'
import { readFolder } from '../folder.ts'
import { readCatalog } from '../world.ts'
import { exerciseProblems } from './exercise.ts'
import { UsageError } from './flags.ts'

const root = resolve(import.meta.dirname, '../..')

/** Something that can be checked. */
interface Subject {
  readonly kind: 'Dockerfile' | 'lesson' | 'scene' | 'card' | 'exercise'
  readonly path: string
}

/**
 * `layerwise check PATH…`: what is wrong, a line each. A path is a Dockerfile, checked with the folder that holds it as context; a lesson's folder; a
 * scene's, whose builds must keep what its author claims; a behaviour card, `NAME.card.yaml`; an exercise's,
 * which has to prove itself; or a folder that holds some, at any depth. Gives the exit code: 1 when anything is wrong.
 */
export async function checkCommand(paths: readonly string[]): Promise<number> {
  if (paths.length === 0) throw new UsageError('check needs a Dockerfile or a folder')
  const subjects = paths.flatMap(subjectsAt)
  let wrong = 0
  for (const { kind, path } of subjects) {
    const lines = await problemsOf(kind, path)
    for (const line of lines) console.log(line)
    wrong += lines.length
  }
  const count = (kind: Subject['kind']) => counted(subjects.filter((subject) => subject.kind === kind).length, kind)
  const lessons = subjects.some(({ kind }) => kind === 'lesson') ? `, ${count('lesson')}` : ''
  const cards = subjects.some(({ kind }) => kind === 'card') ? `, ${count('card')}` : ''
  const exercises = subjects.some(({ kind }) => kind === 'exercise') ? `, ${count('exercise')}` : ''
  console.log(`${count('Dockerfile')}, ${count('scene')}${lessons}${cards}${exercises}, ${counted(wrong, 'problem')}`)
  return wrong === 0 ? 0 : 1
}

function problemsOf(kind: Subject['kind'], path: string): readonly string[] | Promise<readonly string[]> {
  switch (kind) {
    case 'lesson':
      return lessonProblems(path)
    case 'scene':
      return sceneProblems(path)
    case 'card':
      return cardProblems(path)
    case 'exercise':
      return exerciseProblems(root, path)
    case 'Dockerfile':
      return dockerfileProblems(path)
  }
}

/** What is wrong with a lesson; says how long and how hard to read it is. */
async function lessonProblems(path: string): Promise<readonly string[]> {
  const { problems, measured } = await checkLesson(basename(resolve(path)))
  if (measured !== '') console.log(measured)
  return problems
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function dockerfileProblems(file: string): readonly string[] {
  const reading = readFolder(dirname(file))
  if (reading.kind === 'failed') throw new UsageError(reading.message)
  const world = { catalog: readCatalog(), store: emptyStore, now: atSecond(0) }
  const { problems, dockerfile } = forecast({ context: reading.tree, dockerfile: basename(file) }, world)
  return problems
    .filter(({ severity }) => severity !== 'note')
    .map(({ code, severity, message, advice, range }) => {
      const place = range === undefined ? '' : `:${lineAt(dockerfile.lineStarts, range.from)}`
      return `${file}${place}: ${severity}: ${code}: ${message}${advice === undefined ? '' : `\n    ${advice}`}`
    })
}

function sceneProblems(folder: string): readonly string[] {
  try {
    const scene = readScene(root, relative(root, resolve(folder)), basename(folder))
    return brokenClaims(scene, playScene(scene, root)).map((claim) => `${scene.where}: ${claim}`)
  } catch (error) {
    if (error instanceof AuthorError) return [error.message]
    throw error
  }
}

/** What is wrong with a behaviour card. */
function cardProblems(path: string): readonly string[] {
  const read = readCard(readFileSync(path, 'utf8'))
  return read.kind === 'read' ? [] : [`${path}: error: this behaviour card cannot be read: ${read.message}`]
}

/** What a path names or holds, in the order of names. */
function subjectsAt(path: string): readonly Subject[] {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) throw new UsageError(`${path} is not there`)
  if (!stats.isDirectory()) return [{ kind: isCardName(path) ? 'card' : 'Dockerfile', path }]
  if (existsSync(join(path, 'scene.yaml'))) return [{ kind: 'scene', path }]
  if (existsSync(join(path, exerciseFile))) return [{ kind: 'exercise', path }]
  if (isLesson(path)) return [{ kind: 'lesson', path }, ...subjectsAt(join(path, 'scenes'))]
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): readonly Subject[] => {
      const inside = join(path, entry.name)
      if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === '.git' ? [] : subjectsAt(inside)
      if (entry.isFile() && isCardName(entry.name)) return [{ kind: 'card', path: inside }]
      return entry.isFile() && isDockerfileName(entry.name) ? [{ kind: 'Dockerfile', path: inside }] : []
    })
}

/** Whether a folder is one of the site's lessons. */
function isLesson(path: string): boolean {
  return dirname(resolve(path)) === join(root, 'content/lessons') && existsSync(join(path, 'index.md'))
}

function isCardName(name: string): boolean {
  return name.endsWith('.card.yaml')
}

function isDockerfileName(name: string): boolean {
  return /^Dockerfile/.test(name) ? !name.endsWith('.dockerignore') : /\.Dockerfile$/i.test(name)
}
