import type { ProjectFile } from '../../state/project.ts'
import { words } from '../../words/words.ts'
import { sizeText } from '../figures.ts'
import { sizeOf } from '../files/view.ts'
import type { Intake } from './intake.ts'

/** What is said of an import before it is opened: a line each. */
export function intakeLines({ files, ignored, sized, gathered }: Intake): readonly string[] {
  const bytes = files.reduce((sum, file) => sum + sizeOf(file), 0)
  return [
    `${words.counts.files(files.length)}, ${sizeText(bytes)}.`,
    ...(ignored === 0 ? [] : [words.importing.keptBack(ignored, words.counts.files(ignored))]),
    ...(sized === 0 ? [] : [words.importing.bySize(sized, words.counts.largeFiles(sized))]),
    ...gathered.map(({ path, files: count }) => words.importing.heldTooManyForAPage(path, words.counts.files(count))),
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
  if (text.trim() === '') return words.importing.pasteTheTextOfADockerfile
  if (text.length > 500_000) return words.importing.thisIsLongerThanADockerfile
  return /^\s*(FROM|ARG)\s/im.test(text) ? undefined : words.importing.thereIsNoFromInThis
}
