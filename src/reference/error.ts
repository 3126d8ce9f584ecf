import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'
import { slugOf } from '../workbench/reference.ts'
import { root } from './page.ts'

const schema = v.record(v.string(), v.strictObject({ title: v.string(), text: v.string() }))

/** What the reference says of an error. */
export interface ErrorEntry {
  readonly code: string
  readonly slug: string
  readonly title: string
  readonly text: string
}

/** All errors and remarks, in the order of their codes. */
export function errorEntries(): readonly ErrorEntry[] {
  const read = v.parse(schema, parse(readFileSync(join(root, 'content/reference/errors.yaml'), 'utf8')))
  return Object.entries(read).map(([code, entry]) => ({ code, slug: slugOf(code), ...entry }))
}
