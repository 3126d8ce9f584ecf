import { readFile, readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { complain, notSimulated, say, tool, work } from '../console.ts'
import { placeFile, sized } from '../placing.ts'

const archive = '/usr/lib/locale/locale-archive'

/** Bytes that a locale takes in the archive; all have most of their tables in common. Measured: en_US.UTF-8 alone in Debian 12 makes 3.0 MB. */
const localeBytes = 3_055_000
const furtherBytes = 220_000

/** The locales that were compiled in this image, as `locale -a` names them: `en_US.utf8`. */
export function compiledLocales(process: Process): readonly string[] {
  const content = readFile(process, archive).value
  const names = content?.kind === 'sized' ? /^locales:(.+)$/.exec(content.identity)?.[1] : undefined
  return names?.split(',') ?? []
}

function addLocales(process: Process, names: readonly string[]): void {
  const all = [...new Set([...compiledLocales(process), ...names])].sort()
  if (all.length === 0) return
  const size = localeBytes + (all.length - 1) * furtherBytes
  placeFile(
    process,
    archive,
    sized({
      identity: `locales:${all.join(',')}`,
      size,
      kind: 'binary',
      source: 'measured: the archive of one locale in Debian 12',
    }),
  )
  work(process, 1500 * names.length)
}

function shortName(name: string): string {
  return name.replace(/\.UTF-8$/i, '.utf8')
}

/** `locale-gen`: compiles the locales of /etc/locale.gen. */
export const localeGen = tool({
  names: ['locale-gen'],
  summary: 'Compiles the locales that /etc/locale.gen names.',
  exact: 'Which lines of the file count, and what is printed.',
  modelled: 'The archive takes 3.1 MB for the first locale and 0.2 MB for each further one.',
  missing: 'Whether a locale of that name exists; other files than /etc/locale.gen.',
  run: (process) => {
    const asked = process.arguments.slice(1).filter((word) => !word.startsWith('-'))
    const text = readTextFile(process, '/etc/locale.gen').value ?? ''
    const lines = text.split('\n').filter((line) => /^[a-zA-Z]/.test(line))
    const names = [...lines.map((line) => line.split(' ')[0] ?? ''), ...asked]
    say(process, 'Generating locales (this might take a while)...')
    for (const name of names) say(process, `  ${name}... done`)
    addLocales(process, names.map(shortName))
    say(process, 'Generation complete.')
    return 0
  },
})

/** `localedef`: compiles one locale. */
export const localedef = tool({
  names: ['localedef'],
  summary: 'Compiles one locale.',
  exact: 'That its sources must be there, which the package locales brings.',
  modelled: 'The archive takes 3.1 MB for the first locale and 0.2 MB for each further one.',
  missing: 'Listing and removing locales, and sources of one’s own.',
  run: (process) => {
    const words = process.arguments.slice(1)
    const after = (option: string): string | undefined => words[words.indexOf(option) + 1]
    if (!words.includes('-i')) return notSimulated(process, `localedef ${words.join(' ')}`)
    const name = words.at(-1) ?? ''
    const source = after('-i') ?? ''
    if (readTextFile(process, '/usr/share/locale/locale.alias').errno !== undefined) {
      complain(process, `[error] cannot open locale definition file \`${source}': No such file or directory`)
      return 4
    }
    addLocales(process, [shortName(name)])
    return 0
  },
})
