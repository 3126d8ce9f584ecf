import { realContent } from '../../../filesystem/content.ts'
import { chmod, chown, rename, stat, unlink, writeFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { type ByteText, bytesFrom, byteTextOf } from '../bytes.ts'
import { why } from '../libc.ts'
import { blockOutput, type LineReader, readLines } from '../lines.ts'
import { openOperand, readTextOperand } from '../operands.ts'
import { readOptions, wrongUsage } from '../options.ts'
import { end, type Flavour, fail, printError, program } from '../program.ts'
import { runScript, type SedStreams } from './run.ts'
import { parseScript, type ScriptDialect, ScriptError, type SedCommand } from './script.ts'

/** `sed`: edits lines by a script. */
export const sed = program({
  names: ['sed'],
  summary: 'Edits lines by a script.',
  exact: 'All POSIX commands and most of GNU (s with its flags, ranges, -i, -E, -s, -z, \\U and its like).',
  missing: 'Running commands from a script (e), sandbox and debug modes.',
  run: (process, flavour) => {
    const table = {
      short: 'e:f:nErsi::l:uzb',
      long: {
        expression: 'e:',
        file: 'f:',
        quiet: 'n',
        silent: 'n',
        'regexp-extended': 'E',
        'in-place': 'i?',
        'line-length': 'l:',
        separate: 's',
        unbuffered: 'u',
        'null-data': 'z',
        posix: 'posix',
        'follow-symlinks': 'follow',
        sandbox: 'sandbox',
        debug: 'debug',
      },
      usage: '[OPTION]... {script-only-if-no-other-script} [input-file]...',
      advice: '',
    }
    const options = readOptions(process, flavour, table)
    const operands = [...options.operands]
    const pieces = options.given.flatMap((option) => {
      if (option.key === 'e') return [byteTextOf(option.value)]
      return option.key === 'f' ? [(readTextOperand(process, option.value) ?? end(1)).replace(/\n$/, '')] : []
    })
    if (pieces.length === 0) {
      const script = operands.shift()
      if (script === undefined) {
        if (flavour === 'busybox') return wrongUsage(process, flavour, table, '')
        process.errors.write('Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n\n')
        return end(1)
      }
      pieces.push(byteTextOf(script))
    }
    const script = pieces.join('\n')
    const commands = parsed(process, flavour, script, {
      extended: options.has('E') || options.has('r'),
      isGnu: flavour === 'gnu',
    })
    const settings = {
      isQuiet: options.has('n') || (pieces[0] ?? '').startsWith('#n\n'),
      width: Number(options.value('l') ?? 70),
      isGnu: flavour === 'gnu',
    }
    const separator = options.has('z') ? '\0' : '\n'
    const names = operands.length > 0 ? operands : ['-']
    if (options.has('i')) {
      let status = 0
      for (const name of operands) {
        const ended = editInPlace(
          process,
          flavour,
          name,
          options.value('i') ?? '',
          (streams) => runScript(process, commands, streams, settings),
          separator,
        )
        if (ended !== 0) status = ended
      }
      return status
    }
    const output = blockOutput(process)
    if (options.has('s')) {
      let status = 0
      for (const name of names) {
        const reader = inputLines(process, flavour, [name], separator)
        status =
          runScript(
            process,
            commands,
            { ...reader.streams, print: completeLines(output.print, separator) },
            settings,
          ) ||
          reader.status() ||
          status
      }
      output.flush()
      return status
    }
    const reader = inputLines(process, flavour, names, separator)
    const status = runScript(
      process,
      commands,
      { ...reader.streams, print: completeLines(output.print, separator) },
      settings,
    )
    output.flush()
    return status || reader.status()
  },
})

/** The newline that a last line lacks is added as soon as something follows it. */
function completeLines(print: (text: ByteText) => void, separator: string): (text: ByteText) => void {
  let isOpen = false
  return (text) => {
    print(isOpen ? separator + text : text)
    isOpen = !text.endsWith(separator) && !text.endsWith('\n')
  }
}

function parsed(process: Process, flavour: Flavour, script: ByteText, dialect: ScriptDialect): readonly SedCommand[] {
  try {
    return parseScript(script, dialect, process.machine.budget)
  } catch (thrown) {
    if (!(thrown instanceof ScriptError)) throw thrown
    return fail(
      process,
      flavour === 'gnu' ? `-e expression #1, char ${thrown.at}: ${thrown.message}` : busyboxWords(thrown.message),
    )
  }
}

function busyboxWords(message: string): string {
  const unknown = /^unknown command: `(.)'$/.exec(message)
  if (unknown !== null) return `unsupported command ${unknown[1]}`
  if (message.startsWith('unterminated')) return "unmatched '/'"
  if (message.startsWith('unknown option to')) return 'bad option in substitution expression'
  if (message === 'missing command' || message.startsWith('extra characters')) return 'missing command'
  if (message.startsWith('unmatched `{')) return 'unmatched {'
  if (message.startsWith('unexpected `}')) return 'unexpected }'
  return message
}

interface InputLines {
  readonly streams: Omit<SedStreams, 'print'>
  /** 2 when an input could not be read. */
  readonly status: () => number
}

function inputLines(process: Process, flavour: Flavour, names: readonly string[], separator: string): InputLines {
  let at = 0
  let reader: LineReader | undefined
  let name = '-'
  let hasNewline = true
  let status = 0
  const open = (): LineReader | undefined => {
    while (reader === undefined || reader.isAtEnd()) {
      if (reader?.hasFailed()) status = 2
      reader = undefined
      const next = names[at++]
      if (next === undefined) return undefined
      const opened = openOperand(process, next)
      if (opened.errno === undefined) {
        reader = readLines(process, opened.value, next, separator)
        name = next
        continue
      }
      const reason = why(process, opened.errno)
      if (opened.errno === 'EISDIR')
        printError(
          process,
          flavour === 'gnu'
            ? `couldn't edit ${next}: not a regular file`.replace(/^.*$/, `read error on ${next}: ${reason}`)
            : `${next}: ${reason}`,
        )
      else printError(process, flavour === 'gnu' ? `can't read ${next}: ${reason}` : `${next}: ${reason}`)
      status = flavour === 'gnu' ? 2 : 1
    }
    return reader
  }
  return {
    streams: {
      next: () => {
        const line = open()?.next()
        if (line === undefined) return undefined
        hasNewline = line.endsWith(separator)
        return hasNewline ? line.slice(0, -1) : line
      },
      isLast: () => open() === undefined,
      lineEnd: () => (hasNewline ? separator : ''),
      fileName: () => name,
    },
    status: () => status,
  }
}

/** Edits one file through a new one that takes its name, as sed -i does: mode and owner stay. */
function editInPlace(
  process: Process,
  flavour: Flavour,
  name: string,
  suffix: string,
  edit: (streams: SedStreams) => number,
  separator: string,
): number {
  const node = stat(process, name)
  if (node.errno !== undefined) {
    printError(
      process,
      flavour === 'gnu' ? `can't read ${name}: ${why(process, node.errno)}` : `${name}: ${why(process, node.errno)}`,
    )
    return flavour === 'gnu' ? 2 : 1
  }
  if (node.value.kind !== 'file') {
    printError(
      process,
      flavour === 'gnu'
        ? `couldn't edit ${name}: not a regular file`
        : `${name}: not a regular file`.replace('not a regular file', why(process, 'EISDIR')),
    )
    return flavour === 'gnu' ? 4 : 1
  }
  const reader = inputLines(process, flavour, [name], separator)
  let text: ByteText = ''
  const print = completeLines((piece) => {
    text += piece
  }, separator)
  const status = edit({ ...reader.streams, print })
  if (reader.status() !== 0) return reader.status()
  // What was not read because of q stays.
  for (let line = reader.streams.next(); line !== undefined; line = reader.streams.next())
    text += line + reader.streams.lineEnd()
  const directory = name.includes('/') ? name.replace(/[^/]*$/, '') : './'
  const temporary = `${directory}sed${Array.from({ length: 6 }, () => letters[process.machine.random() % letters.length]).join('')}`
  const errno = writeFile(process, temporary, realContent(bytesFrom(text)), 0o600)
  if (errno !== undefined)
    return fail(
      process,
      flavour === 'gnu'
        ? `couldn't open temporary file ${temporary}: ${why(process, errno)}`
        : `can't create temp file '${temporary}': ${why(process, errno)}`.replace(
            /can't create temp file '.*?'/,
            `${directory}sed`,
          ),
      4,
    )
  chown(process, temporary, node.value)
  chmod(process, temporary, node.value.mode)
  if (suffix !== '')
    rename(process, name, suffix.includes('*') ? suffix.replaceAll('*', name.replace(/.*\//, '')) : name + suffix)
  const renamed = rename(process, temporary, name)
  if (renamed === undefined) return status
  unlink(process, temporary)
  return fail(
    process,
    flavour === 'gnu' ? `cannot rename ${temporary}: ${why(process, renamed)}` : `${name}: ${why(process, renamed)}`,
    4,
  )
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
