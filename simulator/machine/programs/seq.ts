import { blockOutput } from './lines.ts'
import { readOptions, wrongUsage } from './options.ts'
import { formatNumber, formatPrintf } from './printf.ts'
import { program } from './program.ts'
import { quote } from './quote.ts'

/** `seq`: numbers in a row. */
export const seq = program({
  names: ['seq'],
  summary: 'Prints numbers in a row.',
  run: (process, flavour) => {
    const table = {
      short: 'ws:f:',
      gnuOnly: 'f',
      long: { 'equal-width': 'w', separator: 's:', format: 'f:' },
      first: true,
    }
    // A negative number is no option.
    const words = process.arguments.slice(1)
    const firstNumber = words.findIndex((word) => /^-?[\d.]/.test(word))
    const options = readOptions(
      process,
      flavour,
      table,
      firstNumber === -1 ? words : [...words.slice(0, firstNumber), '--', ...words.slice(firstNumber)],
    )
    const { operands } = options
    if (operands.length === 0) return wrongUsage(process, flavour, table, flavour === 'gnu' ? 'missing operand' : '')
    if (operands.length > 3)
      return wrongUsage(process, flavour, table, flavour === 'gnu' ? `extra operand ${quote(operands[3] ?? '')}` : '')
    for (const word of operands)
      if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(word)) {
        if (flavour === 'busybox') return wrongUsage(process, flavour, table, '')
        return wrongUsage(process, flavour, table, `invalid floating point argument: ${quote(word)}`)
      }
    const first = operands.length > 1 ? (operands[0] ?? '1') : '1'
    const step = operands.length > 2 ? (operands[1] ?? '1') : '1'
    const last = operands.at(-1) ?? '1'
    if (Number(step) === 0 && flavour === 'gnu')
      return wrongUsage(process, flavour, table, `invalid Zero increment value: ${quote(step)}`)
    const digits = Math.max(...[first, step].map((word) => /\.(\d+)/.exec(word)?.[1]?.length ?? 0))
    const form = options.value('f')
    const plain = (value: number): string => (value < 0 ? '-' : '') + formatNumber('f', Math.abs(value), digits)
    const width = options.has('w')
      ? Math.max(plain(Number(first)).length, plain(lastOf(Number(first), Number(step), Number(last))).length)
      : 0
    const shown = (value: number): string => {
      if (form !== undefined) return formatPrintf(form, [`${value}`], () => undefined)
      const text = plain(value)
      return text.startsWith('-') ? `-${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0')
    }
    const output = blockOutput(process)
    const separator = options.value('s')?.replace(/\\n/g, '\n').replace(/\\t/g, '\t') ?? '\n'
    const [from, by, to] = [Number(first), Number(step), Number(last)]
    let count = 0
    for (let value = from; by > 0 ? value <= to + by * 1e-9 : value >= to + by * 1e-9; value = from + ++count * by) {
      process.machine.budget.spend(1)
      output.print((count > 0 ? separator : '') + shown(value))
      if (by === 0 && count > 100_000) break
    }
    if (count > 0) output.print('\n')
    output.flush()
    return 0
  },
})

function lastOf(from: number, by: number, to: number): number {
  return by === 0 ? to : from + Math.floor((to - from) / by + 1e-9) * by
}
