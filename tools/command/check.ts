import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { atSecond, emptyStore, forecast, lineAt, type Tree } from '../../simulator/index.ts'
import { readFolder } from '../folder.ts'
import { readCatalog } from '../world.ts'
import { UsageError } from './flags.ts'

/**
 * `layerwise check PATH…`: the problems of Dockerfiles, a line each. A path is a Dockerfile, checked with the folder that holds it as context, or
 * a folder, whose Dockerfiles at any depth are checked. Gives the exit code: 1 when there is an error or a check finds something.
 */
export function checkCommand(paths: readonly string[]): number {
  if (paths.length === 0) throw new UsageError('check needs a Dockerfile or a folder')
  const files = paths.flatMap(dockerfilesAt)
  let wrong = 0
  for (const file of files) {
    const lines = problemsOf(file)
    for (const line of lines) console.log(line)
    wrong += lines.length
  }
  console.log(
    `${files.length} ${files.length === 1 ? 'Dockerfile' : 'Dockerfiles'}, ${wrong} ${wrong === 1 ? 'problem' : 'problems'}`,
  )
  return wrong === 0 ? 0 : 1
}

function problemsOf(file: string): readonly string[] {
  const context = contextOf(dirname(file))
  const world = { catalog: readCatalog(), store: emptyStore, now: atSecond(0) }
  const { problems, dockerfile } = forecast({ context, dockerfile: basename(file) }, world)
  return problems
    .filter(({ severity }) => severity !== 'note')
    .map(({ code, severity, message, advice, range }) => {
      const place = range === undefined ? '' : `:${lineAt(dockerfile.lineStarts, range.from)}`
      return `${file}${place}: ${severity}: ${code}: ${message}${advice === undefined ? '' : `\n    ${advice}`}`
    })
}

/** The folder as a context. A scene's `solution` holds only the files that differ from the scene's, so it lies on top of them. */
function contextOf(folder: string): Tree {
  const own = treeOf(folder)
  const scene = dirname(folder)
  const isSolution = basename(folder) === 'solution' && existsSync(join(scene, 'scene.yaml'))
  return isSolution ? laidOver(treeOf(scene), own) : own
}

function laidOver(lower: Tree, upper: Tree): Tree {
  const entries = new Map(lower.entries)
  for (const [name, node] of upper.entries) {
    const below = lower.entries.get(name)
    entries.set(name, node.kind === 'directory' && below?.kind === 'directory' ? laidOver(below, node) : node)
  }
  return { ...upper, entries }
}

function treeOf(folder: string): Tree {
  const reading = readFolder(folder)
  if (reading.kind === 'failed') throw new UsageError(reading.message)
  return reading.tree
}

/** The Dockerfiles that a path names or holds, in the order of their names. */
function dockerfilesAt(path: string): readonly string[] {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) throw new UsageError(`${path} is not there`)
  if (!stats.isDirectory()) return [path]
  const found = readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = join(path, entry.name)
      if (entry.isDirectory())
        return entry.name === 'node_modules' || entry.name === '.git' ? [] : dockerfilesAt(inside)
      return entry.isFile() && isDockerfileName(entry.name) ? [inside] : []
    })
  return found
}

function isDockerfileName(name: string): boolean {
  return /^Dockerfile/.test(name) ? !name.endsWith('.dockerignore') : /\.Dockerfile$/i.test(name)
}
