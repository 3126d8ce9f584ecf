import { realContent } from '../../filesystem/content.ts'
import { writeFile } from '../files.ts'
import { bytesFrom, linesIn } from './bytes.ts'
import { why } from './libc.ts'
import { openOperand, print, readAll, textOfContent } from './operands.ts'
import { readOptions, wrongUsage } from './options.ts'
import { end, fail, program } from './program.ts'

/** `uniq`: one of equal lines that follow each other. */
export const uniq = program({
  names: ['uniq'],
  summary: 'Drops lines equal to the one before.',
  missing: '--group, and the methods of -D.',
  run: (process, flavour) => {
    const table = {
      short: 'cdDuif:s:w:z',
      gnuOnly: 'D',
      long: {
        count: 'c',
        repeated: 'd',
        'all-repeated': 'D?',
        unique: 'u',
        'ignore-case': 'i',
        'skip-fields': 'f:',
        'skip-chars': 's:',
        'check-chars': 'w:',
        'zero-terminated': 'z',
      },
    }
    const options = readOptions(process, flavour, table)
    const [from = '-', to, extra] = options.operands
    if (extra !== undefined) wrongUsage(process, flavour, table, flavour === 'gnu' ? `extra operand '${extra}'` : '')
    const opened = openOperand(process, from)
    if (opened.errno !== undefined)
      return fail(
        process,
        flavour === 'gnu' && opened.errno !== 'EISDIR'
          ? `${from}: ${why(process, opened.errno)}`
          : opened.errno === 'EISDIR'
            ? `error reading '${from}'`
            : `can't open '${from}': ${why(process, opened.errno)}`,
      )
    const text = textOfContent(process, readAll(process, opened.value), from)
    if (text === undefined) return end(1)
    const [fields, characters, width] = [options.value('f'), options.value('s'), options.value('w')].map(Number)
    const keyOf = (line: string): string => {
      let key = line
      for (let skip = fields || 0; skip > 0; skip--) key = key.replace(/^[ \t]*[^ \t]*/, '')
      key = key.slice(characters || 0)
      if (options.has('w')) key = key.slice(0, width)
      return options.has('i') ? key.toLowerCase() : key
    }
    const newline = options.has('z') ? '\0' : '\n'
    const lines = options.has('z') ? text.replace(/\0$/, '').split('\0') : linesIn(text)
    let shown = ''
    for (let at = 0; at < lines.length; ) {
      process.machine.budget.spend(1)
      const first = lines[at] ?? ''
      const key = keyOf(first)
      let next = at + 1
      while (next < lines.length && keyOf(lines[next] ?? '') === key) next++
      const count = next - at
      const isWanted =
        options.has('d') || options.has('D') ? count > 1 && !options.has('u') : !options.has('u') || count === 1
      if (isWanted) {
        const same = options.has('D') ? lines.slice(at, next) : [first]
        for (const line of same) shown += (options.has('c') ? `${`${count}`.padStart(7)} ` : '') + line + newline
      }
      at = next
    }
    if (to === undefined || to === '-') print(process, shown)
    else {
      const errno = writeFile(process, to, realContent(bytesFrom(shown)))
      if (errno !== undefined)
        return fail(
          process,
          flavour === 'gnu' ? `${to}: ${why(process, errno)}` : `can't open '${to}': ${why(process, errno)}`,
        )
    }
    return 0
  },
})
