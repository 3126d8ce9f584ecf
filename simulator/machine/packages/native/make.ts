import { readTextFile, stat } from '../../files.ts'
import type { Process } from '../../process.ts'
import { complain, say, tool } from '../console.ts'

interface Rule {
  readonly needs: readonly string[]
  readonly recipe: readonly string[]
}

/** `make`: runs the recipes of a Makefile. */
export const make = tool({
  names: ['make'],
  summary: 'Runs the recipes of a Makefile.',
  exact: 'Targets, what they need, variables, `@` and `-` before a command, targets that are up to date, .PHONY.',
  missing: 'Patterns, functions, conditionals, includes.',
  run: (process) => {
    const words = process.arguments.slice(1)
    if (words.includes('--version')) {
      say(process, 'GNU Make 4.3')
      return 0
    }
    const name = ['GNUmakefile', 'makefile', 'Makefile'].find((file) => stat(process, file).errno === undefined)
    const text = name === undefined ? undefined : readTextFile(process, name).value
    const given = new Map(
      words
        .filter((word) => word.includes('='))
        .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] as const),
    )
    const targets = words.filter((word) => !word.startsWith('-') && !word.includes('='))
    if (text === undefined) {
      complain(
        process,
        targets.length === 0
          ? 'make: *** No targets specified and no makefile found.  Stop.'
          : `make: *** No rule to make target '${targets[0]}'.  Stop.`,
      )
      return 2
    }
    const { rules, phony, first } = readMakefile(text, new Map([...process.environment]), given)
    const made = new Set<string>()
    for (const target of targets.length > 0 ? targets : first === undefined ? [] : [first]) {
      const status = build(process, target, rules, phony, made)
      if (status === 'missing') {
        complain(process, `make: *** No rule to make target '${target}'.  Stop.`)
        return 2
      }
      if (status === 'failed') return 2
      if (status === 'current')
        say(
          process,
          phony.has(target) ? `make: Nothing to be done for '${target}'.` : `make: '${target}' is up to date.`,
        )
    }
    return 0
  },
})

interface Makefile {
  readonly rules: ReadonlyMap<string, Rule>
  readonly phony: ReadonlySet<string>
  readonly first: string | undefined
}

function readMakefile(text: string, variables: Map<string, string>, given: ReadonlyMap<string, string>): Makefile {
  const rules = new Map<string, Rule>()
  const phony = new Set<string>()
  let targets: readonly string[] = []
  let first: string | undefined
  const expand = (line: string): string =>
    line.replace(/\$[({](\w+)[)}]|\$\$/g, (whole, name: string | undefined) =>
      name === undefined ? '$' : (given.get(name) ?? variables.get(name) ?? (whole === '$$' ? '$' : '')),
    )
  for (const line of text.replace(/\\\n/g, ' ').split('\n')) {
    if (line.startsWith('\t')) {
      for (const target of targets) {
        const rule = rules.get(target)
        if (rule !== undefined) rules.set(target, { ...rule, recipe: [...rule.recipe, expand(line.slice(1))] })
      }
      continue
    }
    const [, variable, sign, value = ''] = /^\s*(\w+)\s*([:?+]?=)\s*(.*)$/.exec(line.replace(/#.*$/, '')) ?? []
    if (variable !== undefined) {
      if (sign !== '?=' || !variables.has(variable))
        variables.set(variable, sign === '+=' ? `${variables.get(variable) ?? ''} ${expand(value)}` : expand(value))
      continue
    }
    const [, left, right = ''] = /^([^#\t:=]+):(?!=)([^#]*)/.exec(line) ?? []
    if (left === undefined) continue
    targets = expand(left).trim().split(/\s+/)
    const needs = expand(right)
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '')
    if (targets[0] === '.PHONY') for (const need of needs) phony.add(need)
    else {
      for (const target of targets)
        rules.set(target, {
          needs: [...(rules.get(target)?.needs ?? []), ...needs],
          recipe: rules.get(target)?.recipe ?? [],
        })
      if (!targets[0]?.startsWith('.')) first ??= targets[0]
    }
  }
  return { rules, phony, first }
}

function build(
  process: Process,
  target: string,
  rules: ReadonlyMap<string, Rule>,
  phony: ReadonlySet<string>,
  made: Set<string>,
): 'made' | 'current' | 'missing' | 'failed' {
  process.machine.budget.spend(20)
  if (made.has(target)) return 'current'
  made.add(target)
  const rule = rules.get(target)
  const there = phony.has(target) ? undefined : stat(process, target).value
  if (rule === undefined) return there === undefined ? 'missing' : 'current'
  let isOld = there === undefined
  for (const need of rule.needs) {
    const status = build(process, need, rules, phony, made)
    if (status === 'missing') {
      complain(process, `make: *** No rule to make target '${need}', needed by '${target}'.  Stop.`)
      return 'failed'
    }
    if (status === 'failed') return 'failed'
    const file = stat(process, need).value
    if (status === 'made' || file === undefined || (there !== undefined && later(file.mtime, there.mtime))) isOld = true
  }
  if (!isOld || rule.recipe.length === 0) return isOld && rule.recipe.length === 0 ? 'made' : 'current'
  for (const line of rule.recipe) {
    const [, marks = '', command = ''] = /^([@-]*)(.*)$/s.exec(line.trim()) ?? []
    const text = command
      .replaceAll('$@', target)
      .replaceAll('$<', rule.needs[0] ?? '')
      .replaceAll('$^', rule.needs.join(' '))
    if (!marks.includes('@')) say(process, text)
    const status = process.run({ arguments: ['/bin/sh', '-c', text] })
    if (status === 0 || marks.includes('-')) continue
    complain(process, `make: *** [Makefile: ${target}] Error ${status}`)
    return 'failed'
  }
  return 'made'
}

function later(
  a: { readonly seconds: number; readonly nanoseconds: number },
  b: { readonly seconds: number; readonly nanoseconds: number },
): boolean {
  return a.seconds > b.seconds || (a.seconds === b.seconds && a.nanoseconds > b.nanoseconds)
}
