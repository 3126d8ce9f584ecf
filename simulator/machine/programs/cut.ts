import type { Process } from '../process.ts'
import { type ByteText, byteTextOf, linesIn } from './bytes.ts'
import { eachText } from './cat.ts'
import { print } from './operands.ts'
import { readOptions, wrongUsage } from './options.ts'
import { type Flavour, fail, program } from './program.ts'
import { quote } from './quote.ts'

const table = {
  short: 'b:c:d:f:nsz',
  gnuOnly: 'z',
  gnuOnlyLong: ['complement', 'zero-terminated'],
  long: {
    bytes: 'b:',
    characters: 'c:',
    fields: 'f:',
    delimiter: 'd:',
    'only-delimited': 's',
    complement: 'complement',
    'output-delimiter': 'output:',
    'zero-terminated': 'z',
  },
}

/** Places from 1, both ends included. */
interface Stretch {
  readonly from: number
  readonly to: number
}

/** `cut`: parts of each line by bytes or fields. */
export const cut = program({
  names: ['cut'],
  summary: 'Prints chosen bytes or fields of each line.',
  exact: 'Everything; characters are bytes, as in the C locale that images have.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, table)
    const lists = options.given.filter((option) => 'bcf'.includes(option.key))
    const [kind] = lists
    if (kind === undefined)
      return wrongUsage(
        process,
        flavour,
        table,
        flavour === 'gnu' ? 'you must specify a list of bytes, characters, or fields' : '',
      )
    if (lists.length > 1)
      return wrongUsage(process, flavour, table, flavour === 'gnu' ? 'only one list may be specified' : '')
    const delimiter = byteTextOf(options.value('d') ?? '\t') || '\0'
    if (delimiter.length > 1 && flavour === 'gnu')
      wrongUsage(process, flavour, table, 'the delimiter must be a single character')
    if (kind.key !== 'f' && options.has('d'))
      wrongUsage(
        process,
        flavour,
        table,
        flavour === 'gnu'
          ? 'an input delimiter may be specified only when operating on fields'
          : '-d DELIM makes sense only if -f is given',
      )
    const list = parseList(process, flavour, kind.key, kind.value)
    const isWanted = (place: number): boolean =>
      list.some((stretch) => place >= stretch.from && place <= stretch.to) !== options.has('complement')
    const newline = options.has('z') ? '\0' : '\n'
    const joiner = options.value('output')
    const show = (line: ByteText): string | undefined => {
      process.machine.budget.spend(1)
      if (kind.key === 'f') {
        if (!line.includes(delimiter)) return options.has('s') ? undefined : line
        return line
          .split(delimiter)
          .filter((_, at) => isWanted(at + 1))
          .join(byteTextOf(joiner ?? delimiter))
      }
      if (joiner !== undefined && !options.has('complement'))
        return merged(list)
          .map(({ from, to }) => line.slice(from - 1, to))
          .filter((part) => part !== '')
          .join(byteTextOf(joiner))
      return [...line].filter((_, at) => isWanted(at + 1)).join('')
    }
    return eachText(process, options.operands, (text) => {
      const lines = options.has('z') ? text.replace(/\0$/, '').split('\0') : linesIn(text)
      print(
        process,
        lines
          .flatMap((line) => show(line) ?? [])
          .map((line) => line + newline)
          .join(''),
      )
    })
  },
})

function parseList(process: Process, flavour: Flavour, key: string, text: string): readonly Stretch[] {
  const what = key === 'f' ? 'field' : 'byte/character'
  return text.split(/[, ]/).map((part): Stretch => {
    const found = /^(\d*)(-?)(\d*)$/.exec(part)
    const [, from = '', dash = '', to = ''] = found ?? []
    if (flavour === 'busybox') {
      if (found === null || (from === '' && to === ''))
        return fail(process, `invalid number '${part.replace(/-.*/, '')}'`)
      const last = dash === '' ? from : to
      if ((from !== '' && Number(from) === 0) || (last !== '' && Number(last) < Number(from || 1)))
        return fail(process, `invalid range ${from}-${last}`)
    } else {
      if (found === null)
        return wrongUsage(
          process,
          flavour,
          table,
          `invalid ${key === 'f' ? 'field value' : 'byte/character position'} ${quote(part.replace(/^[\d-]*/, ''))}`,
        )
      if (from === '' && to === '')
        return wrongUsage(
          process,
          flavour,
          table,
          dash === ''
            ? `${what === 'field' ? 'fields are' : 'byte/character positions are'} numbered from 1`
            : 'invalid range with no endpoint: -',
        )
      if (Number(from || 1) === 0)
        return wrongUsage(
          process,
          flavour,
          table,
          `${what === 'field' ? 'fields are' : 'byte/character positions are'} numbered from 1`,
        )
      if (to !== '' && Number(to) < Number(from || 1))
        return wrongUsage(process, flavour, table, 'invalid decreasing range')
    }
    const start = Number(from || 1)
    return { from: start, to: dash === '' ? start : to === '' ? Number.POSITIVE_INFINITY : Number(to) }
  })
}

/** Stretches in order, those that touch made one. */
function merged(list: readonly Stretch[]): readonly Stretch[] {
  const sorted = [...list].sort((a, b) => a.from - b.from)
  const result: Stretch[] = []
  for (const stretch of sorted) {
    const last = result.at(-1)
    if (last !== undefined && stretch.from <= last.to)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, stretch.to) }
    else result.push(stretch)
  }
  return result
}
