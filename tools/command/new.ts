import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { lessonHeads } from '../../src/lessons/lesson.ts'
import { UsageError } from './flags.ts'

const root = resolve(import.meta.dirname, '../..')

/** `layerwise new lesson NAME`: a lesson to begin with, from the template, in `folder`; its place is after all others. Gives the exit code. */
export function newCommand([what, name, ...more]: readonly string[], folder = 'content/lessons'): number {
  if (what !== 'lesson' || name === undefined || more.length > 0) throw new UsageError('new lesson NAME')
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new UsageError(
      `a lesson's name is made of small letters, digits and hyphens, as it stands in its address; not “${name}”`,
    )
  const target = resolve(root, folder, name)
  if (existsSync(target)) throw new UsageError(`${join(folder, name)} is there already`)
  cpSync(join(root, 'content/templates/lesson'), target, { recursive: true })
  const page = join(target, 'index.md')
  const order = Math.max(0, ...lessonHeads().map((lesson) => lesson.order)) + 1
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`
  writeFileSync(page, readFileSync(page, 'utf8').replace('TITLE', title).replace('ORDER', String(order)))
  console.log(
    `${join(folder, name)}: a lesson with one scene. Then: npm run dev, and npm run -s layerwise -- check ${join(folder, name)}`,
  )
  return 0
}
