import type { Process } from '../../process.ts'
import { byteTextOf } from '../bytes.ts'
import { readTextOperand } from '../operands.ts'
import { readOptions } from '../options.ts'
import { end, type Flavour, fail, printError, program } from '../program.ts'
import { runAwk } from './interpret.ts'
import { unescapeText } from './lexer.ts'
import { parseAwk } from './parser.ts'
import { type AwkProgram, AwkSyntaxError } from './syntax.ts'

/** `awk`: patterns and actions over records. Debian's is mawk. */
export const awk = program({
  names: ['awk', 'mawk', 'nawk', 'gawk'],
  summary: 'Runs a program of patterns and actions over lines.',
  exact:
    'The language of POSIX, with regular expressions as RS, and getline from files and commands. The order of `for (key in array)` is that in which keys were made.',
  missing: 'What only gawk has: gensub, asort, networks, profiling.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: 'F:v:f:e:W:',
      long: { 'field-separator': 'F:', assign: 'v:', file: 'f:', source: 'e:', version: 'version' },
      first: true,
      status: 2,
    })
    const operands = [...options.operands]
    const sources = options.given.flatMap((option) => {
      if (option.key === 'e') return [byteTextOf(option.value)]
      return option.key === 'f' ? [readTextOperand(process, option.value) ?? end(2)] : []
    })
    if (sources.length === 0) {
      const source = operands.shift()
      if (source === undefined) {
        process.errors.write(
          flavour === 'busybox'
            ? 'BusyBox v1.37.0 multi-call binary.\n\nUsage: awk [OPTIONS] [AWK_PROGRAM] [FILE]...\n'
            : 'Usage: mawk [Options] [Program] [file ...]\n',
        )
        return end(flavour === 'busybox' ? 1 : 2)
      }
      sources.push(byteTextOf(source))
    }
    const parsed = parse(process, flavour, sources.join('\n'))
    const separator = options.value('F')
    return runAwk(process, flavour, parsed, {
      separator: separator === undefined ? undefined : separator === 't' ? '\t' : unescapeText(byteTextOf(separator)),
      assignments: options.values('v'),
      operands,
    })
  },
})

function parse(process: Process, flavour: Flavour, source: string): AwkProgram {
  try {
    return parseAwk(source)
  } catch (thrown) {
    if (!(thrown instanceof AwkSyntaxError)) throw thrown
    if (flavour === 'busybox')
      return fail(
        process,
        `cmd. line:${thrown.near === 'end of file' ? thrown.line - 1 : thrown.line}: Unexpected token`,
      )
    printError(process, `line ${thrown.line}: ${thrown.message}`)
    return end(2)
  }
}
