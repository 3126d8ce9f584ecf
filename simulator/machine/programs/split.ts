import { type Content, realContent } from '../../filesystem/content.ts'
import { sliceContent } from '../../filesystem/pieces.ts'
import { writeFile } from '../files.ts'
import { bytesFrom } from './bytes.ts'
import { parseCount } from './count.ts'
import { why } from './libc.ts'
import { openOperand, readAll, textOfContent } from './operands.ts'
import { readOptions } from './options.ts'
import { end, fail, program } from './program.ts'
import { quote } from './quote.ts'

/** `split`: a file in pieces; pieces of sized content stay sized. */
export const split = program({
  names: ['split'],
  summary: 'Writes a file as several smaller ones.',
  missing: 'Pieces by lines and bytes (-C), filters.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: 'a:b:l:dn:x',
      long: {
        'suffix-length': 'a:',
        bytes: 'b:',
        lines: 'l:',
        'numeric-suffixes': 'd',
        number: 'n:',
        'additional-suffix': 'add:',
        verbose: 'v',
      },
    })
    const [name = '-', prefix = 'x'] = options.operands
    const opened = openOperand(process, name)
    if (opened.errno !== undefined)
      return fail(
        process,
        flavour === 'gnu'
          ? `cannot open ${quote(name)} for reading: ${why(process, opened.errno)}`
          : `can't open '${name}': ${why(process, opened.errno)}`,
      )
    const content = readAll(process, opened.value)
    const pieces: Content[] = []
    const size = options.value('b') ?? options.value('n')
    if (size !== undefined) {
      const count = parseCount(size, 'gnu')?.count ?? fail(process, `invalid number of bytes: ${quote(size)}`)
      const bytes = options.has('b') ? count : Math.ceil(content.size / count)
      for (let at = 0; at < content.size && bytes > 0 && pieces.length < 10_000; at += bytes)
        pieces.push(sliceContent(content, at, at + bytes))
    } else {
      const lines = (textOfContent(process, content, name) ?? end(1)).match(/[^\n]*\n|[^\n]+$/g) ?? []
      const count = Number(options.value('l') ?? 1000) || 1000
      for (let at = 0; at < lines.length; at += count)
        pieces.push(realContent(bytesFrom(lines.slice(at, at + count).join(''))))
    }
    const width = Number(options.value('a') ?? 2) || 2
    for (const [at, piece] of pieces.entries()) {
      process.machine.budget.spend(10)
      const file = prefix + suffixOf(at, width, options.has('d')) + (options.value('add') ?? '')
      const errno = writeFile(process, file, piece)
      if (errno !== undefined) return fail(process, `${file}: ${why(process, errno)}`)
    }
    return 0
  },
})

function suffixOf(number: number, width: number, isNumeric: boolean): string {
  if (isNumeric) return `${number}`.padStart(width, '0')
  let suffix = ''
  for (let rest = number, place = 0; place < width; place++, rest = Math.floor(rest / 26))
    suffix = String.fromCharCode(97 + (rest % 26)) + suffix
  return suffix
}
