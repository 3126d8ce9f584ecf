import type { Process } from '../process.ts'
import { linesIn } from './bytes.ts'
import { why } from './libc.ts'
import { openOperand, print, printLine, readTextOperand, send } from './operands.ts'
import { readOptions } from './options.ts'
import { type Flavour, printError, program } from './program.ts'
import { quoteIfNeeded } from './quote.ts'

/** `cat`: files one after another; sized content passes as it is unless lines are numbered or signs shown. */
export const cat = program({
  names: ['cat'],
  summary: 'Prints files one after another.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: 'AbeEnstTuv',
      gnuOnly: 'sE',
      long: {
        number: 'n',
        'number-nonblank': 'b',
        'squeeze-blank': 's',
        'show-all': 'A',
        'show-ends': 'E',
        'show-tabs': 'T',
        'show-nonprinting': 'v',
      },
    })
    const names = options.operands.length > 0 ? options.operands : ['-']
    const isPlain = options.given.every((option) => option.key === 'u')
    const show = showing(options.has)
    let status = 0
    let text = ''
    for (const name of names) {
      if (isPlain) {
        if (!copyOut(process, flavour, name)) status = 1
        continue
      }
      const read = readTextOperand(process, name)
      if (read === undefined) status = 1
      else text += read
    }
    if (!isPlain) print(process, show(text))
    return status
  },
})

function copyOut(process: Process, flavour: Flavour, name: string): boolean {
  const opened = openOperand(process, name)
  if (opened.errno !== undefined) {
    const reason = why(process, opened.errno)
    if (flavour === 'gnu') printError(process, `${quoteIfNeeded(name)}: ${reason}`)
    else printError(process, opened.errno === 'EISDIR' ? `read error: ${reason}` : `can't open '${name}': ${reason}`)
    return false
  }
  for (let piece = opened.value.read(); piece !== undefined; piece = opened.value.read()) send(process.output, piece)
  return true
}

function showing(has: (key: string) => boolean): (text: string) => string {
  const numberAll = has('n') && !has('b')
  return (text) => {
    let number = 0
    let wasBlank = false
    let shown = ''
    for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      const isBlank = line === '\n'
      if (has('s') && isBlank && wasBlank) continue
      wasBlank = isBlank
      const isNumbered = numberAll || (has('b') && !isBlank)
      if (isNumbered) shown += `${`${++number}`.padStart(6)}\t`
      let body = line.replace(/\n$/, '')
      if (has('v') || has('A') || has('e') || has('t')) body = visible(body)
      if (has('T') || has('A') || has('t')) body = body.replaceAll('\t', '^I')
      shown += body
      if (line.endsWith('\n')) shown += has('E') || has('A') || has('e') ? '$\n' : '\n'
    }
    return shown
  }
}

/** Control characters as `^X`, bytes above 127 as `M-`. */
function visible(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.charCodeAt(0)
      const low = code & 127
      const prefix = code > 127 ? 'M-' : ''
      if (low === 127) return `${prefix}^?`
      if (low < 32 && character !== '\t') return `${prefix}^${String.fromCharCode(low + 64)}`
      return prefix + String.fromCharCode(low)
    })
    .join('')
}

/** `tac`: lines last to first. */
export const tac = program({
  names: ['tac'],
  summary: 'Prints the lines of files from last to first.',
  missing: 'Other separators than the newline (-b, -r, -s).',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, { short: '' })
    return eachText(process, options.operands, (text) => {
      const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
      print(process, lines.reverse().join(''))
    })
  },
})

/** `rev`: the characters of each line backwards. */
export const rev = program({
  names: ['rev'],
  summary: 'Prints each line backwards.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, { short: '' })
    return eachText(process, options.operands, (text) => {
      print(
        process,
        text.replace(/[^\n]+/g, (line) => [...line].reverse().join('')),
      )
    })
  },
})

/** `nl`: lines with numbers. */
export const nl = program({
  names: ['nl'],
  summary: 'Numbers lines.',
  missing: 'Sections with their own numbering (-d, -f, -h).',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: 'b:i:n:s:v:w:p',
      long: {
        'body-numbering': 'b:',
        'line-increment': 'i:',
        'number-format': 'n:',
        'number-separator': 's:',
        'starting-line-number': 'v:',
        'number-width': 'w:',
      },
    })
    const style = options.value('b') ?? 't'
    const width = Number(options.value('w') ?? 6)
    const separator = options.value('s') ?? '\t'
    const format = options.value('n') ?? 'rn'
    let number = Number(options.value('v') ?? 1)
    return eachText(process, options.operands, (text) => {
      for (const line of linesIn(text)) {
        if (style === 'a' || (style === 't' && line !== '')) {
          const digits = `${number}`
          const padded = format === 'ln' ? digits.padEnd(width) : digits.padStart(width, format === 'rz' ? '0' : ' ')
          printLine(process, padded + separator + line)
          number += Number(options.value('i') ?? 1)
        } else printLine(process, ' '.repeat(width + (flavour === 'gnu' ? separator.length : 1)) + line)
      }
    })
  },
})

/** Runs `use` for the text of each operand (standard input without one); 1 when one could not be read. */
export function eachText(
  process: Process,
  names: readonly string[],
  use: (text: string, name: string) => void,
): number {
  let status = 0
  for (const name of names.length > 0 ? names : ['-']) {
    const text = readTextOperand(process, name)
    if (text === undefined) status = 1
    else use(text, name)
  }
  return status
}
