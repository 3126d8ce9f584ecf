import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { type Content, knownDigest } from '../../filesystem/content.ts'
import type { Process, Program } from '../process.ts'
import { byteTextOf, linesIn } from './bytes.ts'
import { eachText } from './cat.ts'
import { why } from './libc.ts'
import { openOperand, print, printLine, readAll, textOfContent } from './operands.ts'
import { readOptions } from './options.ts'
import { type Flavour, printError, program } from './program.ts'

type Hash = (bytes: Uint8Array) => Uint8Array

const hashes: Readonly<Record<string, Hash>> = {
  md5sum: md5,
  sha1sum: sha1,
  sha224sum: sha224,
  sha256sum: sha256,
  sha384sum: sha384,
  sha512sum: sha512,
}

/** `sha256sum` and its like: digests of files, and checks of lists of them. */
export const digestPrograms: readonly Program[] = Object.entries(hashes).map(([name, hash]) =>
  program({
    names: [name],
    summary: 'Prints or checks digests of files.',
    exact: 'Digests of real bytes, and the SHA-256 of files whose digest the catalog knows.',
    missing: 'Digests of content of which only the size is known.',
    run: (process, flavour) => {
      const options = readOptions(process, flavour, {
        short: 'bctswz',
        long: {
          binary: 'b',
          check: 'c',
          tag: 'tag',
          text: 't',
          status: 's',
          quiet: 'q',
          strict: 'strict',
          warn: 'w',
          zero: 'z',
          'ignore-missing': 'ignore',
        },
      })
      const digest = (content: Content, file: string): string | undefined =>
        digestOf(process, hash, name, content, file)
      if (options.has('c')) return checkLists(process, flavour, options, digest)
      let status = 0
      for (const file of options.operands.length > 0 ? options.operands : ['-']) {
        const content = contentOf(process, flavour, file)
        const hex = content && digest(content, file)
        if (hex === undefined) status = 1
        else if (options.has('tag'))
          printLine(process, `${name.slice(0, -3).toUpperCase()} (${byteTextOf(file)}) = ${hex}`)
        else
          print(
            process,
            lineFor(hex, byteTextOf(file), flavour === 'gnu' && options.has('b') ? '*' : ' ') +
              (options.has('z') ? '\0' : '\n'),
          )
      }
      return status
    },
  }),
)

/** A name with a newline or backslash is escaped, and the line begins with a backslash. */
function lineFor(hex: string, file: string, mark: string): string {
  return /[\\\n]/.test(file)
    ? `\\${hex} ${mark}${file.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`
    : `${hex} ${mark}${file}`
}

function contentOf(process: Process, flavour: Flavour, file: string): Content | undefined {
  const opened = openOperand(process, file)
  if (opened.errno === undefined) return readAll(process, opened.value)
  const reason = why(process, opened.errno)
  printError(
    process,
    flavour === 'gnu'
      ? `${file}: ${reason}`
      : opened.errno === 'EISDIR'
        ? `can't read '${file}': ${reason}`
        : `can't open '${file}': ${reason}`,
  )
  return undefined
}

function digestOf(process: Process, hash: Hash, name: string, content: Content, file: string): string | undefined {
  if (name === 'sha256sum') {
    const known = knownDigest(content)
    if (known !== undefined) {
      process.machine.budget.spend(content.size >> 8)
      return known.slice(7)
    }
  }
  if (content.kind === 'real') {
    process.machine.budget.spend(content.size >> 6)
    return bytesToHex(hash(content.bytes))
  }
  textOfContent(process, content, file)
  return undefined
}

function checkLists(
  process: Process,
  flavour: Flavour,
  options: ReturnType<typeof readOptions>,
  digest: (content: Content, file: string) => string | undefined,
): number {
  let failed = 0
  let unread = 0
  let malformed = 0
  let matched = 0
  let lists = '-'
  const unreadable = eachText(process, options.operands, (text, list) => {
    lists = list
    for (const line of linesIn(text)) {
      const found =
        /^\\?([0-9a-fA-F]{32,128}) [ *](.+)$/.exec(line) ?? /^\w+ \((?<file>.+)\) = (?<hex>[0-9a-f]+)$/.exec(line)
      const hex = found?.groups?.hex ?? found?.[1]
      const file = found?.groups?.file ?? found?.[2]
      if (hex === undefined || file === undefined) {
        malformed++
        continue
      }
      const opened = openOperand(process, file)
      if (opened.errno !== undefined && options.has('ignore')) continue
      const content = contentOf(process, flavour, file)
      const own = content && digest(content, file)
      const isSame = own === hex.toLowerCase()
      if (content === undefined) unread++
      else if (!isSame) failed++
      else matched++
      if (options.has('s') || (isSame && options.has('q'))) continue
      if (content === undefined && flavour === 'gnu') printLine(process, `${file}: FAILED open or read`)
      else printLine(process, `${file}: ${isSame ? 'OK' : 'FAILED'}`)
    }
  })
  const warn = (count: number, one: string, more: string): void => {
    if (count > 0 && !options.has('s')) printError(process, `WARNING: ${count} ${count === 1 ? one : more}`)
  }
  if (flavour === 'busybox') {
    if (failed + unread > 0 && !options.has('s'))
      printError(
        process,
        `WARNING: ${failed + unread} of ${failed + unread + matched} computed checksums did NOT match`,
      )
  } else {
    if (malformed > 0 && matched + failed + unread === 0) {
      printError(process, `${lists === '-' ? "'standard input'" : lists}: no properly formatted checksum lines found`)
      return 1
    }
    warn(malformed, 'line is improperly formatted', 'lines are improperly formatted')
    warn(unread, 'listed file could not be read', 'listed files could not be read')
    warn(failed, 'computed checksum did NOT match', 'computed checksums did NOT match')
  }
  return failed + unread + unreadable > 0 || (matched === 0 && malformed > 0) ? 1 : 0
}
