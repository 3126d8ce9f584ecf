import { realContent } from '../../filesystem/content.ts'
import { openWrite } from '../files.ts'
import type { Process } from '../process.ts'
import { bytesFrom } from './bytes.ts'
import { why } from './libc.ts'
import { openOperand, print, readAll, textOfContent } from './operands.ts'
import { readOptions } from './options.ts'
import { type Flavour, fail, program } from './program.ts'
import { quote } from './quote.ts'
import { compareFields, fieldKey, type Ordering, type SortKey } from './sort-key.ts'

/** `sort`: lines in order, by bytes as in the C locale that images have. */
export const sort = program({
  names: ['sort'],
  summary: 'Sorts lines.',
  missing: 'Sorting by a locale, --compress-program, --files0-from, --debug.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: 'bcCdfghik:mMno:rRsS:t:T:uVz',
      long: {
        'ignore-leading-blanks': 'b',
        'dictionary-order': 'd',
        'ignore-case': 'f',
        'general-numeric-sort': 'g',
        'human-numeric-sort': 'h',
        'ignore-nonprinting': 'i',
        'month-sort': 'M',
        'numeric-sort': 'n',
        'random-sort': 'R',
        reverse: 'r',
        'version-sort': 'V',
        check: 'c?',
        key: 'k:',
        merge: 'm',
        output: 'o:',
        stable: 's',
        'buffer-size': 'S:',
        'field-separator': 't:',
        'temporary-directory': 'T:',
        parallel: 'parallel:',
        unique: 'u',
        'zero-terminated': 'z',
      },
      status: 2,
    })
    const separator = options.value('t')?.replace(/^\\0$/, '\0')
    if (separator !== undefined && separator.length !== 1)
      fail(
        process,
        flavour === 'gnu'
          ? separator === ''
            ? 'empty tab'
            : `multi-character tab ${quote(separator)}`
          : 'bad -t parameter',
        2,
      )
    const globals = [...'bdfghiMnrRV'].filter((letter) => options.has(letter)).join('')
    const keys = options.values('k').map((text) => parseKey(process, flavour, text, globals))
    const order: Ordering = {
      keys: keys.length > 0 ? keys : [fieldKey('1', globals)],
      separator,
      isReverse: options.has('r'),
      isStable: options.has('s') || (options.has('u') && flavour === 'gnu'),
      hasKeys: keys.length > 0 || /[^r]/.test(globals),
    }
    const compare = compareFields(order)
    const isSame = compareFields({ ...order, isStable: true })
    const newline = options.has('z') ? '\0' : '\n'
    const names = options.operands.length > 0 ? options.operands : ['-']
    const lines = names.flatMap((name) => linesOf(process, flavour, name, newline))
    process.machine.budget.spend(lines.length * 4)
    if (options.has('c') || options.has('C')) {
      const isSilent = options.has('C') || ['quiet', 'silent'].includes(options.value('c') ?? '')
      const at = lines.findIndex((line, index) => {
        const before = lines[index - 1]
        return before !== undefined && (options.has('u') ? compare(before, line) >= 0 : compare(before, line) > 0)
      })
      if (at === -1) return 0
      if (!isSilent)
        process.errors.write(
          flavour === 'gnu' ? `sort: ${names[0]}:${at + 1}: disorder: ${lines[at] ?? ''}\n` : `Check line ${at}\n`,
        )
      return 1
    }
    const sorted = [...lines].sort((a, b) => {
      process.machine.budget.spend(1)
      return compare(a, b)
    })
    const kept = options.has('u')
      ? sorted.filter((line, at) => at === 0 || isSame(sorted[at - 1] ?? '', line) !== 0)
      : sorted
    const text = kept.map((line) => line + newline).join('')
    const target = options.value('o')
    if (target === undefined) {
      print(process, text)
      return 0
    }
    const file = openWrite(process, target)
    if (file.errno !== undefined)
      return fail(
        process,
        flavour === 'gnu'
          ? `open failed: ${target}: ${why(process, file.errno)}`
          : `can't open '${target}': ${why(process, file.errno)}`,
        2,
      )
    if (text !== '') file.value.write(realContent(bytesFrom(text)))
    file.value.close()
    return 0
  },
})

function parseKey(process: Process, flavour: Flavour, text: string, globals: string): SortKey {
  if (!/^\d+(\.\d+)?[bdfghiMnrRV]*(,\d+(\.\d+)?[bdfghiMnrRV]*)?$/.test(text))
    return fail(
      process,
      flavour === 'gnu'
        ? `invalid number at field start: invalid count at start of ${quote(text)}`
        : 'bad field specification',
      2,
    )
  if (/^0/.test(text))
    return fail(
      process,
      `-: invalid field specification ${quote(text)}`.replace('-: invalid', 'field number is zero: invalid'),
      2,
    )
  return fieldKey(text, globals)
}

function linesOf(process: Process, flavour: Flavour, name: string, newline: string): readonly string[] {
  const opened = openOperand(process, name)
  // Busybox opens a directory and does not look why it reads nothing.
  if (opened.errno === 'EISDIR' && flavour === 'busybox') return []
  if (opened.errno !== undefined) {
    const reason = why(process, opened.errno)
    const verb = opened.errno === 'EISDIR' ? 'read failed' : 'cannot read'
    return fail(process, flavour === 'gnu' ? `${verb}: ${name}: ${reason}` : `${name}: ${reason}`, 2)
  }
  const text = textOfContent(process, readAll(process, opened.value), name)
  if (text === undefined) return fail(process, 'its lines are not known', 2)
  if (text === '') return []
  return (text.endsWith(newline) ? text.slice(0, -1) : text).split(newline)
}
