import type { Dockerfile } from '../dockerfile/instruction.ts'
import type { Completion } from './completions.ts'
import { originOf, scopeBefore } from './scope.ts'
import { stagesIn } from './stage-names.ts'
import type { KnownImage, Surroundings } from './surroundings.ts'

const longestValue = 40

/** A value as it stands beside a name: cut when it is long, quotes round it when it could not be seen. */
export function shownValue(value: string): string {
  if (value === '') return '""'
  return value.length > longestValue ? `${value.slice(0, longestValue - 1)}…` : value
}

/** The variables that can be read in an instruction, with their values; those of this file before those of the base image. */
export function variableNames(
  dockerfile: Dockerfile,
  index: number,
  surroundings: Surroundings,
): readonly Completion[] {
  const { variables } = scopeBefore(dockerfile, index, surroundings)
  return [...variables].map(([label, value]) => {
    const origin = originOf(dockerfile, index, label)
    const isOwn = origin?.kind === 'instruction'
    const text = isOwn
      ? `From ${origin.instruction.keyword.text.toUpperCase()} in line ${origin.instruction.lines.first}.`
      : origin?.kind === 'base'
        ? `From the base image ${origin.image}.`
        : 'Known to the builder.'
    return {
      label,
      kind: 'variable',
      detail: value === undefined ? 'no value' : shownValue(value),
      text,
      rank: isOwn ? 1 : 0,
    }
  })
}

/**
 * The stages that an instruction can stand on (`bases`: the named ones above it) or copy from (`sources`: those above its own, nameless ones
 * by number).
 */
export function stageNames(dockerfile: Dockerfile, index: number, which: 'bases' | 'sources'): readonly Completion[] {
  const above = stagesIn(dockerfile).filter(({ at }) => at < index)
  const stages = which === 'bases' ? above.filter(({ name }) => name !== undefined) : above.slice(0, -1)
  return stages.map(({ name, instruction }, number) => ({
    label: name ?? String(number),
    kind: 'stage',
    detail: 'stage',
    text: `The stage that begins in line ${instruction.lines.first}, on ${instruction.image.text}.`,
    rank: name === undefined ? 1 : 2,
  }))
}

/** The images of the catalog. */
export function imageNames({ images }: Surroundings): readonly Completion[] {
  return images.map((image) => ({
    label: image.reference,
    kind: 'image',
    detail: megabytes(image.size),
    text: aboutImage(image),
  }))
}

function aboutImage({ size, supportUntil }: KnownImage): string {
  const support = supportUntil === undefined ? '' : ` Supported by its makers until ${supportUntil}.`
  return `${megabytes(size)} of files.${support}`
}

/** Bytes as docker writes them, to three digits: `54.2MB` is `54.2 MB` here. */
export function megabytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${Number(value.toPrecision(3))} ${units[unit]}`
}

/** The files and folders of the context in the folder that a path has come to. What the ignore file leaves out comes last. */
export function pathNames(written: string, { files }: Surroundings): readonly Completion[] {
  const typed = written.slice(0, written.lastIndexOf('/') + 1)
  const folder = typed.replace(/^(?:\.?\/)+/, '')
  const found = new Map<string, { readonly isFolder: boolean; readonly isIgnored: boolean; readonly count: number }>()
  for (const { path, isIgnored } of files) {
    if (!path.startsWith(folder)) continue
    const [name = '', ...below] = path.slice(folder.length).split('/')
    const known = found.get(name)
    found.set(name, {
      isFolder: below.length > 0,
      isIgnored: isIgnored && (known?.isIgnored ?? true),
      count: (known?.count ?? 0) + 1,
    })
  }
  const here: readonly Completion[] =
    written === '' && files.length > 0
      ? [
          {
            label: '.',
            kind: 'folder',
            detail: 'all',
            text: 'The whole build context; behind the sources, the working directory.',
            rank: 1,
          },
        ]
      : []
  return [
    ...here,
    ...[...found].map(
      ([name, { isFolder, isIgnored, count }]): Completion => ({
        label: `${typed}${name}${isFolder ? '/' : ''}`,
        kind: isFolder ? 'folder' : 'file',
        ...(isIgnored
          ? { detail: 'ignored', text: 'The ignore file leaves it out of the build context.', rank: -2 }
          : {}),
        ...(isFolder && !isIgnored ? { detail: count === 1 ? '1 file' : `${count} files` } : {}),
      }),
    ),
  ]
}

/** Signals that programs are stopped with. */
export const signalNames = [
  'SIGTERM',
  'SIGINT',
  'SIGQUIT',
  'SIGKILL',
  'SIGHUP',
  'SIGUSR1',
  'SIGUSR2',
  'SIGWINCH',
] as const
