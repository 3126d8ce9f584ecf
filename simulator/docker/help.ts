import { type CommandManual, type GroupManual, type ManualOption, optionsOf } from './manual.ts'

/** Docker writes its help for 80 columns where it sees no terminal. */
const width = 79

/** What `docker NAME --help` prints. */
export function commandHelp(usage: string, { summary, aliases, options }: CommandManual): string {
  const known = aliases === undefined ? '' : `\n\nAliases:\n  ${aliases}`
  return `${usage}\n\n${summary}${known}\n${optionsText('Options', options)}`
}

/** What `docker GROUP --help` prints; docker's own page for the empty name. */
export function groupHelp(name: string, { usage, summary, options, sections, end }: GroupManual): string {
  const lists = Object.entries(sections).map(
    ([title, names]) =>
      `\n${title}:\n${Object.entries(names)
        .map(([word, text]) => `  ${word.padEnd(11)} ${text}\n`)
        .join('')}`,
  )
  const listed =
    name === '' ? [...lists, optionsText('Global Options', options)] : [optionsText('Options', options), ...lists]
  return `Usage:  docker ${usage}\n\n${summary}\n${listed.join('')}\n${end}\n`
}

function optionsText(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return ''
  const options = optionsOf(lines)
  const longest = Math.max(...options.map((option) => nameOf(option).length))
  const indent = longest + 3
  const shown = options.map((option) => `${nameOf(option).padEnd(indent)}${wrap(indent, width, option.description)}`)
  return `\n${title}:\n${shown.map((line) => `${line}\n`).join('')}`
}

function nameOf({ short, name, type }: ManualOption): string {
  return `  ${short === undefined ? '   ' : `-${short},`} --${name}${type === undefined ? '' : ` ${type}`}`
}

/** Breaks a description into lines. Source: spf13/pflag, `wrap` and `wrapN` of flag.go. */
function wrap(indent: number, total: number, text: string): string {
  const slop = 5
  const space = total - indent - slop
  const blanks = `\n${' '.repeat(indent)}`
  const lines: string[] = []
  for (let rest = text; rest !== ''; ) {
    const [line, left] = firstLine(space, slop, rest)
    lines.push(line.replaceAll('\n', blanks))
    rest = left
  }
  return lines.join(blanks)
}

function firstLine(space: number, slop: number, text: string): readonly [line: string, rest: string] {
  if (space + slop > text.length) return [text, '']
  const head = text.slice(0, space)
  const at = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\t'), head.lastIndexOf('\n'))
  if (at <= 0) return [text, '']
  const line = head.lastIndexOf('\n')
  return line > 0 && line < at ? [text.slice(0, line), text.slice(line + 1)] : [text.slice(0, at), text.slice(at + 1)]
}
