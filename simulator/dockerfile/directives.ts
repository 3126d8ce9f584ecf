import type { Problem } from '../values/problem.ts'
import { skipSpaces } from './blanks.ts'
import type { Directives, Word } from './instruction.ts'
import { lineFrom, lineTo, type Source } from './lines.ts'

/** The parser directives of a file, how many lines they take, and what is wrong with them. */
export interface DirectiveLines {
  readonly directives: Directives
  /** Lines at the top that are directives. */
  readonly count: number
  readonly problems: readonly Problem[]
}

/** `# name = value` as a directive is written. */
const hashDirective = /^#[\t\n\f\r ]*([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*(.+?)[\t\n\f\r ]*$/
const slashDirective = /^\/\/[\t\n\f\r ]*([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*(.+?)[\t\n\f\r ]*$/

/**
 * Reads the directives at the top of a file. They end with the first line that is none: a blank line, an ordinary comment, an
 * instruction. Source: moby/buildkit frontend/dockerfile/parser/directives.go.
 */
export function readDirectives(source: Source): DirectiveLines {
  const problems: Problem[] = []
  const seen = new Set<string>()
  let mark: Directives['escape'] = '\\'
  let line = 0
  for (; line < source.count; line++) {
    const found = directiveIn(source, line, hashDirective, true)
    if (found === undefined || !isDirectiveName(found.name)) break
    if (seen.has(found.name))
      problems.push(
        problemAt(source, line, 'DuplicateDirective', `only one ${found.name} parser directive can be used`),
      )
    else if (found.name === 'escape') {
      if (found.value.text === '\\' || found.value.text === '`') mark = found.value.text
      else {
        const message = `invalid escape token '${found.value.text}' does not match \` or \\`
        problems.push(problemAt(source, line, 'InvalidEscape', message))
      }
    }
    seen.add(found.name)
  }
  const syntax = detect(source, 'syntax', true)
  const check = detect(source, 'check', false)
  const directives: Directives = {
    escape: mark,
    ...(syntax === undefined ? {} : { syntax }),
    ...(check === undefined ? {} : { check }),
  }
  return { directives, count: line, problems }
}

/** Whether a comment line at the top of a file would be read as a directive. */
export function isDirectiveLine(line: string): boolean {
  return isDirectiveName(hashDirective.exec(line)?.[1]?.toLowerCase() ?? '')
}

function isDirectiveName(name: string): boolean {
  return name === 'syntax' || name === 'escape' || name === 'check'
}

/** The builder names the line before the wrong one; above the first there is none. */
function problemAt(source: Source, line: number, code: string, message: string): Problem {
  const focus = { from: lineFrom(source, line), to: lineTo(source, line) }
  const place = line === 0 ? {} : { range: { from: source.starts[line - 1] ?? 0, to: lineTo(source, line - 1) } }
  return { code, severity: 'error', message, ...place, focus }
}

function directiveIn(
  source: Source,
  line: number,
  pattern: RegExp,
  indented: boolean,
): { readonly name: string; readonly value: Word } | undefined {
  const from = lineFrom(source, line)
  const whole = source.text.slice(from, lineTo(source, line))
  const text = indented ? whole.slice(skipSpaces(whole, 0, whole.length)) : whole
  const match = text.startsWith('#') || text.startsWith('//') ? pattern.exec(text) : null
  if (match === null) return undefined
  const value = match[2] ?? ''
  const start = from + whole.length - text.length + text.lastIndexOf(value)
  return {
    name: (match[1] ?? '').toLowerCase(),
    value: { text: value, range: { from: start, to: start + value.length } },
  }
}

/**
 * The value of `syntax` or `check` up to its first blank. It is looked for apart from the other directives: a `#!` line may stand before
 * it, and `syntax` may also be given in `//` comments or as JSON.
 */
function detect(source: Source, name: string, otherForms: boolean): Word | undefined {
  const first = source.count > 0 && source.text.startsWith('#!', lineFrom(source, 0)) ? 1 : 0
  const found =
    detectIn(source, first, name, hashDirective) ??
    (otherForms ? detectIn(source, first, name, slashDirective) : undefined)
  return found ?? (otherForms ? detectJSON(source.text, name) : undefined)
}

function detectIn(source: Source, first: number, name: string, pattern: RegExp): Word | undefined {
  const seen = new Set<string>()
  let value: Word | undefined
  for (let line = first; line < source.count; line++) {
    const found = directiveIn(source, line, pattern, false)
    if (found === undefined || !isDirectiveName(found.name)) break
    if (seen.has(found.name)) break
    seen.add(found.name)
    if (found.name === name) value = found.value
  }
  return value === undefined ? undefined : firstItem(value)
}

function firstItem(word: Word): Word {
  const blank = word.text.indexOf(' ')
  if (blank === -1) return word
  return { text: word.text.slice(0, blank), range: { from: word.range.from, to: word.range.from + blank } }
}

function detectJSON(text: string, name: string): Word | undefined {
  if (!/^\s*\{/.test(text)) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : []
    if (!entries.every(([, value]) => typeof value === 'string')) return undefined
    const value = entries.find(([key]) => key === name)?.[1]
    if (typeof value !== 'string') return undefined
    return firstItem({ text: value, range: { from: 0, to: text.length } })
  } catch {
    return undefined
  }
}
