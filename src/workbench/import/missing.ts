import { parseDockerfile } from '../../../simulator/index.ts'
import type { ProjectFile } from '../../state/project.ts'
import { type Kind, kindOfName } from './content.ts'

/** A source that a Dockerfile copies from the context and that is not there, with what could stand for it. */
export interface Missing {
  /** As the Dockerfile names it. */
  readonly source: string
  /** Lines from 1. */
  readonly line: number
  /** The file that would be put there. */
  readonly path: string
  readonly size: number
  /** `written`: a small text that the tools which read it understand. */
  readonly kind: Kind | 'written'
}

/** Texts for files that programs in a RUN read: without one they would fail on a stand-in. */
const written: Readonly<Record<string, string>> = {
  'package.json': '{\n  "name": "app",\n  "version": "1.0.0",\n  "private": true,\n  "dependencies": {}\n}\n',
  'requirements.txt': '# One package a line, such as flask==3.1.3\n',
  'go.mod': 'module example.com/app\n\ngo 1.25\n',
  'go.sum': '',
  'pyproject.toml': '[project]\nname = "app"\nversion = "1.0.0"\n',
  '.npmrc': '',
  '.env': '',
}

/**
 * What a Dockerfile takes from its context with COPY and ADD and the context does not have: each source once, in the order of the lines. Sources
 * with variables are left out, as are addresses, other stages, and patterns that may match nothing.
 */
export function missingSources(dockerfile: string, files: readonly ProjectFile[]): readonly Missing[] {
  const found = new Map<string, Missing>()
  const there = files.map(({ path }) => path)
  for (const instruction of parseDockerfile(dockerfile).instructions) {
    if ((instruction.kind !== 'COPY' && instruction.kind !== 'ADD') || instruction.from !== undefined) continue
    const toFolder = instruction.destination.text.endsWith('/') || instruction.sources.length > 1
    for (const { text } of instruction.sources) {
      const source = text.replace(/^["']|["']$/g, '')
      const path = source.replace(/^(\.?\/)+/, '').replace(/\/+$/, '')
      if (source.includes('$') || isAddress(source) || path === '' || path === '.' || path.startsWith('..')) continue
      if (found.has(source) || isThere(path, there)) continue
      found.set(source, missing(source, path, instruction.lines.first, instruction.destination.text, toFolder))
    }
  }
  return [...found.values()]
}

/** The file that stands for what is missing, with the size and kind that the learner settled on. */
export function standIn({ path, size, kind }: Pick<Missing, 'path' | 'size' | 'kind'>): ProjectFile {
  if (kind !== 'written') return { path, sized: { size, kind } }
  return { path, text: written[path.split('/').at(-1) ?? ''] ?? '' }
}

function missing(source: string, path: string, line: number, destination: string, toFolder: boolean): Missing {
  const name = path.split('/').at(-1) ?? path
  const place = source.includes('*') || source.includes('?') ? path.replace(/\*+/g, 'app').replaceAll('?', 'x') : path
  if (written[name] !== undefined) return { source, line, path, size: 0, kind: 'written' }
  if (isFolder(source, name, destination, toFolder))
    return { source, line, path: `${place}/contents`, size: 100_000, kind: 'text' }
  const kind = kindOfName(place)
  return { source, line, path: place, size: kind === 'text' ? 2000 : 10_000_000, kind }
}

/** Whether a source is likely to be a folder: it ends in a slash, or has no dot in its name and goes to a place of the same name. */
function isFolder(source: string, name: string, destination: string, toFolder: boolean): boolean {
  if (source.endsWith('/')) return true
  if (/[.*?]/.test(name) || /^(Makefile|Gemfile|Procfile|Pipfile|LICENSE|README|Rakefile|mvnw|gradlew)$/.test(name))
    return false
  const end = destination.replace(/\/+$/, '').split('/').at(-1)
  return end === name || !toFolder || /^(src|app|lib|public|assets|static|config|scripts|bin|dist|build)$/.test(name)
}

function isThere(path: string, there: readonly string[]): boolean {
  if (!/[*?[]/.test(path)) return there.some((one) => one === path || one.startsWith(`${path}/`))
  const pattern = new RegExp(
    `^${path
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replace(/\*+/g, '[^/]*')
      .replaceAll('?', '[^/]')}(/|$)`,
  )
  return there.some((one) => pattern.test(one))
}

function isAddress(source: string): boolean {
  return /^(https?|git|ssh|ftp):|^git@|\.git(#|$)/.test(source)
}
