import { readText } from '../../pipe.ts'
import { regular } from './builtin.ts'

/** bash's `mapfile`: reads lines into an array. Only `-t` and `-d` count. */
export const mapfileBuiltin = regular((shell, words) => {
  let at = 1
  let strips = false
  let delimiter = '\n'
  for (; /^-./.test(words[at] ?? ''); at++) {
    const word = words[at] ?? ''
    if (word === '-t') strips = true
    else if (word === '-d') delimiter = (words[++at] ?? '').slice(0, 1) || '\0'
  }
  const text = readText(shell.input) ?? ''
  const lines = text.split(delimiter)
  if (lines.at(-1) === '') lines.pop()
  const shown = strips
    ? lines
    : lines.map((line, index) => (index < lines.length - 1 || text.endsWith(delimiter) ? line + delimiter : line))
  shell.variables.set(words[at] ?? 'MAPFILE', {
    value: undefined,
    isExported: false,
    isReadOnly: false,
    elements: new Map(shown.map((line, index): [string, string] => [`${index}`, line])),
  })
  return 0
})
