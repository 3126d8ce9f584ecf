import * as v from 'valibot'
import { namesOfObjects } from './traps.ts'

/** Characters of one file's text, and of all of an exercise's, at most. */
const longestText = 200_000
const mostText = 1_000_000
const mostFiles = 300

/** Whether a text can name a file: relative, clean, without `..`, nothing that a file system or an object would take for something else. */
function isFilePath(text: string): boolean {
  return text
    .split('/')
    .every((name) => !['', '.', '..'].includes(name) && !namesOfObjects.has(name) && !hasControls(name))
}

function hasControls(text: string): boolean {
  return [...text].some((one) => one < ' ' || one === '\u007f')
}

/** The path of a file in the project of an exercise. */
export const pathSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(300),
  v.check(isFilePath, 'a path in the project: relative, without "." or ".."'),
)

/** A name that an author gives to something: `b1`, `greeting`, `npm-token`. */
export const nameSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, 'a name: a letter, then letters, digits, - and _'),
  v.check((text) => !namesOfObjects.has(text), 'a name that nothing else has'),
)

/** The text of a file. */
export const textSchema = v.pipe(v.string(), v.maxLength(longestText))

/**
 * A file of an exercise, in the form of the files of a project: `text`, or `base64` for bytes that are no text, or `sized` for one of which the size alone
 * matters; one with none of them is empty. `mode` in octal digits.
 */
export const fileSchema = v.strictObject({
  path: pathSchema,
  text: v.exactOptional(textSchema),
  base64: v.exactOptional(v.pipe(v.string(), v.base64(), v.maxLength(400_000))),
  sized: v.exactOptional(
    v.strictObject({
      size: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e11)),
      kind: v.picklist(['text', 'binary', 'packed', 'zeros']),
    }),
  ),
  mode: v.exactOptional(v.pipe(v.string(), v.regex(/^0?[0-7]{3,4}$/, 'a mode: 644, 0755'))),
  mtime: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8e9))),
  folder: v.exactOptional(v.literal(true)),
})

export type ExerciseFile = Readonly<v.InferOutput<typeof fileSchema>>

/** Files that can stand beside one another. */
export const filesSchema = v.pipe(
  v.array(fileSchema),
  v.maxLength(mostFiles, `at most ${mostFiles} files`),
  v.check(
    (files) => files.reduce((sum, { text = '', base64 = '' }) => sum + text.length + base64.length, 0) <= mostText,
    `at most ${mostText / 1e6} MB of text`,
  ),
  v.check((files) => new Set(files.map(({ path }) => path)).size === files.length, 'each path once'),
  v.check((files) => !files.some(({ path }) => isBelowFile(path, files)), 'no file inside a file'),
)

function isBelowFile(path: string, files: readonly ExerciseFile[]): boolean {
  return files.some((other) => other.folder !== true && path.startsWith(`${other.path}/`))
}
