import type { Process } from '../process.ts'
import { type ByteText, byteTextOf, linesIn } from './bytes.ts'
import { eachText } from './cat.ts'
import { why } from './libc.ts'
import { openOperand, print, printLine, readAll, textOfContent } from './operands.ts'
import { readOptions, wrongUsage } from './options.ts'
import { end, type Flavour, fail, printError, program } from './program.ts'
import { quote } from './quote.ts'

/** The lines of an operand; the program ends when it cannot be read. */
function linesOf(process: Process, flavour: Flavour, name: string): readonly ByteText[] {
  const opened = openOperand(process, name)
  if (opened.errno !== undefined)
    return fail(
      process,
      flavour === 'gnu'
        ? `${name}: ${why(process, opened.errno)}`
        : `can't open '${name}': ${why(process, opened.errno)}`,
    )
  return linesIn(textOfContent(process, readAll(process, opened.value), name) ?? end(1))
}

/** `paste`: lines of files side by side. */
export const paste = program({
  names: ['paste'],
  summary: 'Puts lines of files side by side.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: 'd:sz',
      long: { delimiters: 'd:', serial: 's', 'zero-terminated': 'z' },
    })
    const delimiters = byteTextOf(options.value('d') ?? '\t')
      .match(/\\.|[^\\]/gs)
      ?.map((sign) => ({ '\\n': '\n', '\\t': '\t', '\\0': '', '\\\\': '\\' })[sign] ?? sign.slice(-1)) ?? ['']
    const names = options.operands.length > 0 ? options.operands : ['-']
    const standard = names.includes('-') ? [...linesOf(process, flavour, '-')] : []
    if (options.has('s')) {
      for (const name of names) {
        const lines = name === '-' ? standard.splice(0) : linesOf(process, flavour, name)
        printLine(
          process,
          lines.map((line, at) => (at === 0 ? line : (delimiters[(at - 1) % delimiters.length] ?? '') + line)).join(''),
        )
      }
      return 0
    }
    const columns = names.map((name) => (name === '-' ? undefined : [...linesOf(process, flavour, name)]))
    let shown = ''
    while (columns.some((column) => (column ?? standard).length > 0)) {
      process.machine.budget.spend(2)
      shown += `${columns.map((column, at) => (at === 0 ? '' : (delimiters[(at - 1) % delimiters.length] ?? '')) + ((column ?? standard).shift() ?? '')).join('')}\n`
    }
    print(process, shown)
    return 0
  },
})

/** `comm`: what two sorted files share. */
export const comm = program({
  names: ['comm'],
  summary: 'Compares two sorted files line by line.',
  run: (process, flavour) => {
    const table = {
      short: '123z',
      long: { 'output-delimiter': 'd:', 'check-order': 'c', 'nocheck-order': 'n', total: 't' },
    }
    const options = readOptions(process, flavour, table)
    const [left, right] = options.operands
    if (left === undefined || right === undefined)
      return wrongUsage(
        process,
        flavour,
        table,
        flavour === 'gnu' ? (left === undefined ? 'missing operand' : `missing operand after ${quote(left)}`) : '',
      )
    const [a, b] = [linesOf(process, flavour, left), linesOf(process, flavour, right)]
    const delimiter = options.value('d') ?? '\t'
    const lead = [
      '',
      options.has('1') ? '' : delimiter,
      (options.has('1') ? '' : delimiter) + (options.has('2') ? '' : delimiter),
    ]
    let [i, j] = [0, 0]
    let shown = ''
    while (i < a.length || j < b.length) {
      process.machine.budget.spend(1)
      const [x, y] = [a[i], b[j]]
      const column = y === undefined || (x !== undefined && x < y) ? 1 : x === undefined || y < x ? 2 : 3
      if (column !== 2) i++
      if (column !== 1) j++
      if (!options.has(`${column}`)) shown += `${lead[column - 1]}${column === 2 ? y : x}\n`
    }
    print(process, shown)
    return 0
  },
})

/** `join`: lines of two sorted files that share a field. */
export const join = program({
  names: ['join'],
  summary: 'Joins lines of two sorted files by a field.',
  missing: 'Unpaired lines of both at once with -o auto.',
  run: (process, flavour) => {
    const table = { short: '1:2:j:t:a:v:e:o:i', long: { 'ignore-case': 'i' } }
    const options = readOptions(process, flavour, table)
    const [left, right] = options.operands
    if (left === undefined || right === undefined)
      return wrongUsage(
        process,
        flavour,
        table,
        left === undefined ? 'missing operand' : `missing operand after ${quote(left)}`,
      )
    const separator = options.value('t')
    const fields = (line: string): readonly string[] =>
      separator === undefined ? line.trim().split(/[ \t]+/) : line.split(separator)
    const [a, b] = [linesOf(process, flavour, left).map(fields), linesOf(process, flavour, right).map(fields)]
    const keyA = Number(options.value('1') ?? options.value('j') ?? 1) - 1
    const keyB = Number(options.value('2') ?? options.value('j') ?? 1) - 1
    const fold = (text: string | undefined): string => (options.has('i') ? (text ?? '').toLowerCase() : (text ?? ''))
    const form = options.value('o')?.split(/[, ]/)
    const joiner = separator ?? ' '
    const lineOf = (x: readonly string[] | undefined, y: readonly string[] | undefined): string => {
      if (form === undefined) {
        const key = x?.[keyA] ?? y?.[keyB] ?? ''
        return [key, ...(x ?? []).filter((_, at) => at !== keyA), ...(y ?? []).filter((_, at) => at !== keyB)].join(
          joiner,
        )
      }
      return form
        .map((place) => {
          if (place === '0') return x?.[keyA] ?? y?.[keyB] ?? ''
          const [file, field] = place.split('.')
          return (file === '1' ? x : y)?.[Number(field) - 1] || (options.value('e') ?? '')
        })
        .join(joiner)
    }
    const shows = (file: string): boolean => options.values('a').includes(file) || options.values('v').includes(file)
    let [i, j] = [0, 0]
    let shown = ''
    while (i < a.length || j < b.length) {
      process.machine.budget.spend(1)
      const [x, y] = [a[i], b[j]]
      const [kx, ky] = [fold(x?.[keyA]), fold(y?.[keyB])]
      if (y === undefined || (x !== undefined && kx < ky)) {
        if (shows('1')) shown += `${lineOf(x, undefined)}\n`
        i++
      } else if (x === undefined || ky < kx) {
        if (shows('2')) shown += `${lineOf(undefined, y)}\n`
        j++
      } else {
        const stop = b.findIndex((other, at) => at > j && fold(other[keyB]) !== ky)
        const same = b.slice(j, stop === -1 ? undefined : stop)
        let next = i
        for (; next < a.length && fold(a[next]?.[keyA]) === kx; next++)
          if (!options.has('v')) for (const other of same) shown += `${lineOf(a[next], other)}\n`
        i = next
        j += same.length
      }
    }
    print(process, shown)
    return 0
  },
})

/** `fold`: long lines broken. */
export const fold = program({
  names: ['fold'],
  summary: 'Breaks long lines.',
  run: (process, flavour) => {
    const options = readOptions(
      process,
      flavour,
      { short: 'bsw:', long: { bytes: 'b', spaces: 's', width: 'w:' } },
      process.arguments.slice(1).map((word) => (/^-\d+$/.test(word) ? `-w${word.slice(1)}` : word)),
    )
    const width = Number(options.value('w') ?? 80)
    if (!(width > 0))
      return fail(
        process,
        flavour === 'gnu'
          ? `invalid number of columns: ${quote(options.value('w') ?? '')}`
          : `invalid number '${options.value('w')}'`,
      )
    return eachText(process, options.operands, (text) => {
      print(
        process,
        text.replace(/[^\n]+/g, (line) => {
          const parts: string[] = []
          let rest = line
          while (rest.length > width) {
            const blank = options.has('s') ? rest.slice(0, width).lastIndexOf(' ') : -1
            const cut = blank === -1 ? width : blank + 1
            parts.push(rest.slice(0, cut))
            rest = rest.slice(cut)
          }
          return [...parts, rest].join('\n')
        }),
      )
    })
  },
})

/** `expand`: tabs as blanks. */
export const expand = program({
  names: ['expand'],
  summary: 'Turns tabs into blanks.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, { short: 'it:', long: { initial: 'i', tabs: 't:' } })
    const width = Number(options.value('t') ?? 8)
    return eachText(process, options.operands, (text) => {
      let column = 0
      let shown = ''
      let isInitial = true
      for (const sign of text) {
        if (sign === '\t' && (isInitial || !options.has('i'))) {
          const blanks = width - (column % width)
          shown += ' '.repeat(blanks)
          column += blanks
          continue
        }
        shown += sign
        if (sign !== ' ') isInitial = false
        column = sign === '\n' ? 0 : column + 1
        if (sign === '\n') isInitial = true
      }
      print(process, shown)
    })
  },
})

/** `unexpand`: blanks at the beginning of lines as tabs. */
export const unexpand = program({
  names: ['unexpand'],
  summary: 'Turns blanks at the beginning of lines into tabs.',
  missing: 'Blanks within lines (-a).',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, { short: 'at:f', long: { all: 'a', 'first-only': 'f' } })
    const width = Number(options.value('t') ?? 8)
    return eachText(process, options.operands, (text) => {
      print(
        process,
        text.replace(
          /^ +/gm,
          (blanks) => '\t'.repeat(Math.floor(blanks.length / width)) + ' '.repeat(blanks.length % width),
        ),
      )
    })
  },
})

/** `shuf`: lines in another order, always the same one for the same step. */
export const shuf = program({
  names: ['shuf'],
  summary: 'Prints lines in another order.',
  modelled: 'Chance is decided by the step itself: the same step always gives the same order.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: 'ei:n:o:rz',
      long: { echo: 'e', 'input-range': 'i:', 'head-count': 'n:' },
    })
    const range = /^(\d+)-(\d+)$/.exec(options.value('i') ?? '')
    const lines =
      range !== null
        ? Array.from(
            { length: Math.min(1_000_000, Math.max(0, Number(range[2]) - Number(range[1]) + 1)) },
            (_, at) => `${Number(range[1]) + at}`,
          )
        : options.has('e')
          ? options.operands.map(byteTextOf)
          : [...linesOf(process, flavour, options.operands[0] ?? '-')]
    for (let at = lines.length - 1; at > 0; at--) {
      process.machine.budget.spend(1)
      const other = process.machine.random() % (at + 1)
      const kept = lines[at] ?? ''
      lines[at] = lines[other] ?? ''
      lines[other] = kept
    }
    const count = options.has('n') ? Number(options.value('n')) : lines.length
    print(
      process,
      lines
        .slice(0, count)
        .map((line) => `${line}\n`)
        .join(''),
    )
    return 0
  },
})

/** `tsort`: names in an order in which none comes before what it needs. */
export const tsort = program({
  names: ['tsort'],
  summary: 'Orders names by pairs that say which comes first.',
  run: (process, flavour) => {
    const { operands } = readOptions(process, flavour, { short: '' })
    const words = linesOf(process, flavour, operands[0] ?? '-')
      .join(' ')
      .split(/\s+/)
      .filter((word) => word !== '')
    if (words.length % 2 === 1) return fail(process, `${operands[0] ?? '-'}: input contains an odd number of tokens`)
    const before = new Map<string, Set<string>>(words.map((word) => [word, new Set()]))
    for (let at = 0; at < words.length; at += 2)
      if (words[at] !== words[at + 1]) before.get(words[at + 1] ?? '')?.add(words[at] ?? '')
    let status = 0
    while (before.size > 0) {
      process.machine.budget.spend(before.size)
      const ready = [...before].filter(([, needs]) => needs.size === 0).map(([name]) => name)
      if (ready.length === 0) {
        printError(process, `${operands[0] ?? '-'}: input contains a loop:`)
        status = 1
        ready.push(...[...before.keys()].slice(0, 1))
      }
      for (const name of ready) {
        printLine(process, name)
        before.delete(name)
        for (const needs of before.values()) needs.delete(name)
      }
    }
    return status
  },
})
