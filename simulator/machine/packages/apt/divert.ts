import { appendFile, exists, rename } from '../../files.ts'
import { complain, notSimulated, say, tool } from '../console.ts'

/** `dpkg-divert`: keeps a package's file under another name. */
export const dpkgDivert = tool({
  names: ['dpkg-divert'],
  summary: 'Keeps a file of a package under another name.',
  exact: '--add with --rename and --divert.',
  missing: 'Removing and listing diversions.',
  run: (process) => {
    const words = process.arguments.slice(1)
    const after = (option: string): string | undefined =>
      words.includes(option) ? words[words.indexOf(option) + 1] : undefined
    const file = words.at(-1) ?? ''
    if (words.some((word) => /^--(remove|list|listpackage|truename)$/.test(word)))
      return notSimulated(process, `dpkg-divert ${words.join(' ')}`)
    if (!file.startsWith('/')) {
      complain(process, `dpkg-divert: error: filename "${file}" is not absolute`)
      return 2
    }
    const target = after('--divert') ?? `${file}.distrib`
    say(process, `Adding 'local diversion of ${file} to ${target}'`)
    if (words.includes('--rename') && exists(process, file)) rename(process, file, target)
    appendFile(process, '/var/lib/dpkg/diversions', `${file}\n${target}\n:\n`)
    return 0
  },
})
