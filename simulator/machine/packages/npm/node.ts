import { exists, readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { complain, notSimulated, say, tool, work } from '../console.ts'
import { runNodeScript } from './script.ts'

/** `node`: tells its version, evaluates a line that only prints, and finds modules. */
export const node = tool({
  names: ['node', 'nodejs'],
  summary: 'Runs JavaScript.',
  exact:
    'The version, lines that print literals, whether a module that is asked for is there; scripts whose every line is understood: servers of node:http and Express with their answers, files and signals.',
  modelled:
    'A server needs 0.25 seconds until it listens. Express sends no ETag, and errors have no lines of the stack.',
  missing:
    'Running any other program: a script with a line that is not understood fails with "not simulated", unless a behaviour card says what it does.',
  run: (process) => {
    const words = process.arguments.slice(1)
    work(process, 40)
    const [first, second = ''] = words
    if (first === '-v' || first === '--version') {
      say(process, versionOf(process))
      return 0
    }
    if (first === '-e' || first === '--eval' || first === '-p' || first === '--print' || first === '-pe')
      return evaluate(process, second, first !== '-e' && first !== '--eval')
    const script = words.find((word) => !word.startsWith('-'))
    if (script === undefined) return 0
    const path = script.startsWith('/')
      ? script
      : `${process.directory === '/' ? '' : process.directory}/${script.replace(/^\.\//, '')}`
    if (!exists(process, path) && !exists(process, `${path}.js`)) return missingModule(process, path)
    return (
      runNodeScript(process, exists(process, path) ? path : `${path}.js`, versionOf(process)) ??
      notSimulated(process, `running ${script} with node`)
    )
  },
})

function versionOf(process: Process): string {
  return `v${process.environment.get('NODE_VERSION') ?? '18.20.4'}`
}

function missingModule(process: Process, path: string): number {
  complain(
    process,
    'node:internal/modules/cjs/loader:1228',
    '  throw err;',
    '  ^',
    '',
    `Error: Cannot find module '${path}'`,
    "  code: 'MODULE_NOT_FOUND'",
    '',
    `Node.js ${versionOf(process)}`,
  )
  return 1
}

/** A line that prints literals, asks for modules, or exits. */
function evaluate(process: Process, source: string, prints: boolean): number {
  for (const [, name = ''] of source.matchAll(/(?:require|import)\(\s*['"]([^'"]+)['"]\s*\)/g))
    if (!name.startsWith('node:') && !builtin.has(name) && !hasModule(process, name))
      return missingModule(process, name)
  const exit = /^\s*process\.exit\((\d+)\)\s*;?\s*$/.exec(source)
  if (exit !== null) return Number(exit[1])
  const printed = [...source.matchAll(/console\.log\(([^()]*)\)/g)].map(([, inner = '']) =>
    literalValue(process, inner.trim()),
  )
  const value = prints ? [literalValue(process, source.trim())] : printed
  if (value.some((text) => text === undefined) || (value.length === 0 && !/require|import/.test(source)))
    return notSimulated(process, 'evaluating JavaScript')
  say(process, ...value.filter((text) => text !== undefined))
  return 0
}

const builtin = new Set([
  'fs',
  'path',
  'os',
  'http',
  'https',
  'crypto',
  'url',
  'util',
  'child_process',
  'net',
  'stream',
  'events',
  'zlib',
])

function hasModule(process: Process, name: string): boolean {
  if (name.startsWith('.') || name.startsWith('/'))
    return exists(process, name.startsWith('/') ? name : `${process.directory}/${name}`)
  const packageName = name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : (name.split('/')[0] ?? '')
  return exists(process, `${process.directory}/node_modules/${packageName}/package.json`)
}

function literalValue(process: Process, expression: string): string | undefined {
  const literal = /^'([^'$]*)'$|^"([^"]*)"$|^`([^`$]*)`$|^(-?\d+(?:\.\d+)?|true|false)$/.exec(expression)
  if (literal !== null) return literal[1] ?? literal[2] ?? literal[3] ?? literal[4]
  if (expression === 'process.version') return versionOf(process)
  if (expression === 'process.arch') return process.machine.architecture === 'arm64' ? 'arm64' : 'x64'
  if (expression === 'process.platform') return 'linux'
  const [, key] = /^process\.env\.(\w+)$/.exec(expression) ?? []
  if (key !== undefined) return process.environment.get(key) ?? 'undefined'
  const [, path, field = ''] = /^require\(['"](\.?\/?[\w./-]*package\.json)['"]\)\.(\w+)$/.exec(expression) ?? []
  if (path === undefined) return undefined
  return new RegExp(`"${field}"\\s*:\\s*"([^"]*)"`).exec(readTextFile(process, path).value ?? '')?.[1]
}
