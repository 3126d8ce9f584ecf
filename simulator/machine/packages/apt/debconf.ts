import { readlink, readTextFile } from '../../files.ts'
import { readText } from '../../pipe.ts'
import type { Process } from '../../process.ts'
import { notSimulated, say, tellModel, tool } from '../console.ts'
import { placeFile } from '../placing.ts'

/** `dpkg-reconfigure`: configures an installed package again, without questions. */
export const dpkgReconfigure = tool({
  names: ['dpkg-reconfigure'],
  summary: 'Configures an installed Debian package again.',
  exact: 'tzdata (from /etc/localtime and /etc/timezone) and locales (from /etc/locale.gen).',
  missing: 'Other packages, and questions: in a build nobody answers them.',
  run: (process) => {
    const words = process.arguments.slice(1)
    const names = words.filter(
      (word, at) => !word.startsWith('-') && !/^(-f|--frontend|-p|--priority)$/.test(words[at - 1] ?? ''),
    )
    for (const name of names) {
      const status =
        name === 'tzdata'
          ? zone(process)
          : name === 'locales'
            ? process.run({ arguments: ['locale-gen'] })
            : notSimulated(process, `dpkg-reconfigure ${name}`)
      if (status !== 0) return status
    }
    return 0
  },
})

function zone(process: Process): number {
  const linked = readlink(process, '/etc/localtime').value?.replace('/usr/share/zoneinfo/', '')
  const name = linked ?? readTextFile(process, '/etc/timezone').value?.trim() ?? 'Etc/UTC'
  placeFile(process, '/etc/timezone', `${name}\n`)
  say(process, '', `Current default time zone: '${name}'`)
  return 0
}

/** `debconf-set-selections`: answers questions of packages before they ask. */
export const debconfSetSelections = tool({
  names: ['debconf-set-selections'],
  summary: 'Answers questions of Debian packages before they are asked.',
  exact: 'The form of the lines: package, question, type, value.',
  modelled: 'Packages ask nothing here, so that the answers change nothing but are kept.',
  run: (process) => {
    const [file] = process.arguments.slice(1).filter((word) => !word.startsWith('-'))
    const text = (file === undefined ? readText(process.input) : readTextFile(process, file).value) ?? ''
    for (const line of text.split('\n'))
      if (line.trim() !== '' && !line.startsWith('#') && line.trim().split(/\s+/).length < 3) {
        process.errors.write(`error: parse error on line 1: '${line}'\n`)
        return 1
      }
    const path = '/var/cache/debconf/config.dat'
    placeFile(process, path, `${readTextFile(process, path).value ?? ''}${text}`)
    tellModel(process, 'debconf: answers are kept, but packages ask nothing here.')
    return 0
  },
})

/** `lsb_release`: what the distribution is called. */
export const lsbRelease = tool({
  names: ['lsb_release'],
  summary: 'Prints what the distribution is called.',
  exact: 'Names and numbers as /etc/os-release has them.',
  run: (process) => {
    const text = readTextFile(process, '/etc/os-release').value ?? ''
    const of = (key: string): string => new RegExp(`^${key}="?([^"\\n]*)`, 'm').exec(text)?.[1] ?? ''
    const id = of('ID')
    const asked = process.arguments.slice(1).join('')
    const isShort = /s/.test(asked.replaceAll(/--\w+/g, (word) => (word === '--short' ? 's' : '')))
    const lines = [
      ['i', 'Distributor ID', id.charAt(0).toUpperCase() + id.slice(1)],
      ['d', 'Description', of('PRETTY_NAME')],
      ['r', 'Release', of('VERSION_ID')],
      ['c', 'Codename', of('VERSION_CODENAME')],
    ] as const
    const isAsked = (letter: string, name: string): boolean =>
      new RegExp(`-[a-z]*${letter}|--${name.toLowerCase()}|-[a-z]*a|--all`).test(asked)
    for (const [letter, name, value] of lines)
      if (isAsked(letter, name)) say(process, isShort ? value : `${name}:\t${value}`)
    return 0
  },
})
