import type { ProjectFile } from '../../state/project.ts'
import { countText, sizeText } from '../figures.ts'
import { sizeOf } from '../files/view.ts'
import type { Intake } from './intake.ts'

/** What is said of an import before it is opened: a line each. */
export function intakeLines({ files, ignored, sized, gathered }: Intake): readonly string[] {
  const bytes = files.reduce((sum, file) => sum + sizeOf(file), 0)
  return [
    `${countText(files.length, 'file')}, ${sizeText(bytes)}.`,
    ...(ignored === 0
      ? []
      : [
          `${countText(ignored, 'file')} of the folder ${ignored === 1 ? 'is' : 'are'} kept back by .dockerignore: the build never sees them.`,
        ]),
    ...(sized === 0
      ? []
      : [
          `${countText(sized, 'large file')} ${sized === 1 ? 'is' : 'are'} here by size and checksum only, so layers and cache come out right; a program in a RUN cannot read ${sized === 1 ? 'it' : 'them'}.`,
        ]),
    ...gathered.map(
      ({ path, files: count }) =>
        `${path} held ${countText(count, 'file')}, too many for a page: one stand-in of their size takes their place.`,
    ),
  ]
}

const units: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, k: 1e3, m: 1e6, g: 1e9 }

/** Bytes from what a learner types: `1500`, `12 kB`, `1.5MB`. Undefined when it is no size. */
export function bytesFrom(text: string): number | undefined {
  const [, digits, unit = ''] = /^\s*(\d+(?:[.,]\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? []
  const factor = units[unit.toLowerCase()]
  if (digits === undefined || factor === undefined) return undefined
  const bytes = Math.round(Number(digits.replace(',', '.')) * factor)
  return bytes <= 1e13 ? bytes : undefined
}

/** The files with Dockerfile text in place of an archive: what was pasted. */
export function pastedFiles(text: string): readonly ProjectFile[] {
  return [{ path: 'Dockerfile', text: text.replaceAll('\r\n', '\n').replace(/\n*$/, '\n') }]
}

/** Why a text is not taken for a Dockerfile; undefined when it is. */
export function pasteProblem(text: string): string | undefined {
  if (text.trim() === '') return 'Paste the text of a Dockerfile first.'
  if (text.length > 500_000) return 'This is longer than a Dockerfile can be here (500 kB).'
  return /^\s*(FROM|ARG)\s/im.test(text) ? undefined : 'There is no FROM in this text: is it a Dockerfile?'
}
