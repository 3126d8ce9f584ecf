import { strToU8, type Zippable, zipSync } from 'fflate'
import { type Exercise, parseExercise, readExercise } from '../../simulator/exercises.ts'
import { readZip } from '../workbench/import/zip.ts'
import type { Draft } from './draft.ts'
import { type ExerciseFolder, sourceFile } from './source.ts'
import { draftOf } from './taking.ts'

/** An exercise's folder as a .zip: unpacked into content/exercises/ it is an exercise of the site. Equal folders give equal bytes. */
export function folderZip({ name, yaml, files }: ExerciseFolder): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {}
  const dated = { mtime: '2026-01-01T00:00:00' }
  entries[`${name}/${sourceFile}`] = [strToU8(yaml), dated]
  for (const { path, text } of files) entries[`${name}/${path}`] = [strToU8(text), dated]
  return new Uint8Array(zipSync(entries, { level: 9 }))
}

/** An exercise from a file as a draft, or what is wrong with the file. */
export type Taken =
  | { readonly kind: 'taken'; readonly draft: Draft }
  | { readonly kind: 'failed'; readonly message: string }

/** An exercise from a file, or what is wrong with the file. */
export type ExerciseInFile =
  | { readonly kind: 'read'; readonly exercise: Exercise }
  | { readonly kind: 'failed'; readonly message: string }

/** Bytes of a file that is taken, and of all files in it. */
const fileAtMost = 4_000_000
const unfoldedAtMost = 6_000_000

/** Takes an exercise as a draft from a .zip of its folder, or from its YAML alone. Never throws for what is in the file. */
export async function takeFile(file: Blob & { readonly name: string }, key: string): Promise<Taken> {
  const read = await exerciseInFile(file)
  return read.kind === 'failed' ? read : taken(draftOf(read.exercise, key))
}

/** Reads an exercise from a .zip of its folder, or from its YAML alone. Never throws for what is in the file. */
export async function exerciseInFile(file: Blob & { readonly name: string }): Promise<ExerciseInFile> {
  if (file.size > fileAtMost) return failed(`${file.name} is larger than any exercise.`)
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (!file.name.toLowerCase().endsWith('.zip')) return exerciseInYaml(textOf(bytes), [])
  const read = readZip(bytes, file.name)
  if (read.kind === 'failed') return failed(read.message)
  const { found } = read.finding
  if (found.reduce((sum, { size }) => sum + size, 0) > unfoldedAtMost)
    return failed(`${file.name} unfolds to more than any exercise has.`)
  const yaml = found.find(({ path }) => path === sourceFile || path.endsWith(`/${sourceFile}`))
  if (yaml === undefined) return failed(`${file.name} holds no ${sourceFile}.`)
  const folder = yaml.path.slice(0, -sourceFile.length)
  try {
    const around = await Promise.all(
      found
        .filter((one) => one !== yaml && one.path.startsWith(folder))
        .map(async (one) => ({ path: one.path.slice(folder.length), text: textOf(await one.bytes()) })),
    )
    return exerciseInYaml(textOf(await yaml.bytes()), around)
  } catch {
    return failed(`${file.name} is damaged.`)
  }
}

function exerciseInYaml(
  yaml: string,
  files: readonly { readonly path: string; readonly text: string }[],
): ExerciseInFile {
  const read = readExercise(yaml, { files })
  if (read.kind === 'read') return read
  const [first] = read.problems
  return failed(
    `Line ${first?.line ?? 1}: ${first?.entry === undefined ? '' : `${first.entry}: `}${first?.message ?? ''}`,
  )
}

/** Takes an exercise of the site, from the data of its page. */
export function takePaper(data: unknown, key: string): Taken {
  const read = parseExercise(data)
  return read.kind === 'failed' ? failed(read.message) : taken(draftOf(read.exercise, key))
}

function taken(draft: Draft | undefined): Taken {
  return draft === undefined ? failed('It has more files than the form can hold.') : { kind: 'taken', draft }
}

function failed(message: string): { readonly kind: 'failed'; readonly message: string } {
  return { kind: 'failed', message }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
