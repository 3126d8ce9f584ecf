import type { CommandManual, GroupManual } from '../../simulator/hosts.ts'

/** Reads a command's page; `name` is what it was asked for. */
export function readCommand(text: string): CommandManual {
  const aliases = /\nAliases:\n {2}(.*)\n/.exec(text)?.[1]
  return {
    usage: usageOf(text),
    summary: summaryOf(text),
    ...(aliases === undefined ? {} : { aliases }),
    options: optionsOf(text),
  }
}

/** Reads a group's page. */
export function readGroup(text: string): GroupManual {
  const sections: Record<string, Record<string, string>> = {}
  for (const [, title = '', body = ''] of text.matchAll(/^((?:\w+ )?Commands):\n((?: {2}.*\n)+)/gm)) {
    const entries: Record<string, string> = {}
    for (const [, name = '', summary = ''] of body.matchAll(/^ {2}(\S+) +(.*)$/gm)) entries[name] = summary
    sections[title] = entries
  }
  const at = text.search(/^Run '/m)
  return {
    usage: usageOf(text),
    summary: summaryOf(text),
    options: optionsOf(text),
    sections,
    end: at === -1 ? '' : text.slice(at).trimEnd(),
  }
}

function usageOf(text: string): string {
  return /^Usage: {2}docker ?(.*(?:\n\t.*)*)$/m.exec(text)?.[1] ?? ''
}

function summaryOf(text: string): string {
  const begin = text.indexOf('\n\n') + 2
  const end = text.slice(begin).search(/\n\n[A-Z]\w*(?: \w+)?:\n/)
  return text.slice(begin, end === -1 ? undefined : begin + end).trimEnd()
}

/** The options; the lines of a description that was wrapped are joined again, but for those that begin as lines of a list do. */
function optionsOf(text: string): readonly string[] {
  const body = /^(?:Global )?Options:\n((?: .*\n)+)/m.exec(text)?.[1] ?? ''
  const options: string[] = []
  const indent = Math.max(...body.split('\n').map((line) => /^ {2}.{4}--\S+(?: \S+)? {2,}/.exec(line)?.[0].length ?? 0))
  for (const line of body.split('\n')) {
    const [, short, name, type, description = ''] =
      /^ {2}(?:-(\w), | {4})--([\w-]+)(?: (\S+))?(?: {2,}(\S.*))?$/.exec(line) ?? []
    if (name !== undefined) {
      const names = short === undefined ? name : `${name}|${short}`
      options.push(`${names}${type === undefined ? '' : `=${type}`} ${description}`)
    } else if (line.trim() !== '') options.push(joined(options.pop() ?? '', line.slice(indent).trimEnd()))
  }
  return options
}

function joined(before: string, line: string): string {
  return `${before}${/^( |'[^']*': |Refer to )/.test(line) ? '\n' : ' '}${line}`
}
