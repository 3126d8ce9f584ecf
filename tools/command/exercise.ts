import { join, resolve } from 'node:path'
import { programs } from '../../simulator/programs.ts'
import { exerciseFile, readExerciseFolder } from '../../src/exercise/catalogue.ts'
import { disproofsOf } from '../../src/exercise/proof.ts'
import { AuthorError } from '../../src/lessons/author-error.ts'
import { readCatalog } from '../world.ts'

/** What is wrong with the exercise of a folder: with its text, a line each; where that can be read, with what it claims to be. */
export function exerciseProblems(root: string, folder: string): readonly string[] {
  const where = join(folder, exerciseFile)
  try {
    const read = readExerciseFolder(root, resolve(folder))
    if (read.kind === 'read') {
      const world = { catalog: readCatalog(), programs }
      return disproofsOf(read.exercise, world).map((disproof) => `${where}: ${disproof}`)
    }
    return read.problems.map(
      ({ line, entry, message }) => `${where}:${line}: ${entry === undefined ? '' : `${entry}: `}${message}`,
    )
  } catch (error) {
    if (error instanceof AuthorError) return [error.message]
    // An exercise that is not sound: its author's mistake.
    if (error instanceof RangeError) return [`${where}: ${error.message}`]
    throw error
  }
}
