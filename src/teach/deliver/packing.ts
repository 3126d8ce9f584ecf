import * as v from 'valibot'
import type { Exercise } from '../../../simulator/exercises.ts'
import { type Flavour, packageFor } from '../../lms/package.ts'

const filesSchema = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_./-]+$/))),
  v.minLength(1),
  v.maxLength(3000),
)

/** How far a package has come. */
export interface Packing {
  readonly done: number
  readonly of: number
}

/**
 * Makes a package for a learning platform out of the files of this site: `base` is its folder in an address. Rejects when one of them cannot be
 * fetched.
 */
export async function packageOf(
  flavour: Flavour,
  exercise: Exercise,
  base: string,
  tell: (packing: Packing) => void,
): Promise<Uint8Array> {
  const listed = await fetch(`${base}frame-files.json`)
  if (!listed.ok) throw new Error(`frame-files.json: ${listed.status}`)
  const files = v.parse(filesSchema, await listed.json())
  let done = 0
  const { id, title, summary, minutes } = exercise
  return packageFor(flavour, {
    course: { id, title, summary, language: 'en', mastery: 1, minutes },
    exercise,
    files,
    base,
    site: new URL(base, location.href).href,
    fetchFile: async (path) => {
      const response = await fetch(`${base}${path}`)
      if (!response.ok) throw new Error(`${path}: ${response.status}`)
      const bytes = new Uint8Array(await response.arrayBuffer())
      done += 1
      tell({ done, of: files.length + 1 })
      return bytes
    },
  })
}

/** The kinds of package, as they are offered. */
export const flavourNames: Readonly<Record<Flavour, string>> = {
  scorm12: 'SCORM 1.2',
  scorm2004: 'SCORM 2004',
  cmi5: 'cmi5',
}
