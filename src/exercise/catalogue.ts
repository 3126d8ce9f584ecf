import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { type Exercise, type ExerciseFile, readExercise } from '../../simulator/exercises.ts'
import { AuthorError } from '../lessons/author-error.ts'
import { readFixture } from '../lessons/scene.ts'

/** Where the site's exercises lie. */
export const exerciseFolder = 'content/exercises'

/** The file that holds an exercise in its folder. */
export const exerciseFile = 'exercise.yaml'

const known = new Map<string, readonly Exercise[]>()

/** All exercises of the site, in the order of their ids. `root` is the project's root. Throws AuthorError. */
export function allExercises(root: string): readonly Exercise[] {
  const before = known.get(root)
  if (before !== undefined) return before
  const exercises = readdirSync(join(root, exerciseFolder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => exerciseIn(root, join(exerciseFolder, entry.name)))
    .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
  known.set(root, exercises)
  return exercises
}

/** The exercise of a folder. Throws AuthorError with the first problem of its text. */
export function exerciseIn(root: string, folder: string): Exercise {
  const where = join(folder, exerciseFile)
  const read = readExerciseFolder(root, folder)
  if (read.kind === 'read') return read.exercise
  const [first] = read.problems
  const entry = first?.entry === undefined ? '' : `${first.entry}: `
  throw new AuthorError(`${where}:${first?.line ?? 1}`, 'an exercise', `${entry}${first?.message ?? 'something else'}`)
}

/** Reads the exercise of a folder: its YAML, the files beside it, and the fixtures of the site. */
export function readExerciseFolder(root: string, folder: string): ReturnType<typeof readExercise> {
  const where = join(folder, exerciseFile)
  return readExercise(readFileSync(resolve(root, where), 'utf8'), {
    files: filesBeside(resolve(root, folder)),
    fixture: (name) =>
      statSync(join(root, 'content/fixtures', name), { throwIfNoEntry: false }) === undefined
        ? undefined
        : readFixture(root, name, where).map(plainFile),
  })
}

function filesBeside(folder: string): readonly ExerciseFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path !== exerciseFile)
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
}

/** A project's file with the entries that an exercise's files have. */
function plainFile({ path, text, sized, mode }: ReturnType<typeof readFixture>[number]): ExerciseFile {
  return {
    path,
    ...(text === undefined ? {} : { text }),
    ...(sized === undefined ? {} : { sized: { size: sized.size, kind: sized.kind } }),
    ...(mode === undefined ? {} : { mode }),
  }
}
