import { parseArgs } from 'node:util'
import type { Catalog } from '../../simulator/index.ts'
import { readBases } from '../conformance/bases.ts'
import { type Case, readCase } from '../conformance/case.ts'
import { replay } from '../conformance/replay.ts'
import { UsageError } from './flags.ts'

/**
 * `layerwise replay CASE… [--bases FILE]`: plays conformance cases and prints one JSON object a line, in the shape of expected.json. A case that makes
 * the simulator throw is printed as far as it came, and the exit code is 1.
 */
export function replayCommand(words: readonly string[]): number {
  const { cases, catalog } = read(words)
  let exitCode = 0
  for (const each of cases) {
    const steps = []
    try {
      for (const step of replay(each, catalog)) steps.push(step)
    } catch (error) {
      console.error(`${each.name}, step ${steps.length}: ${error instanceof Error ? error.stack : String(error)}`)
      exitCode = 1
    }
    console.log(JSON.stringify({ case: each.name, steps }))
  }
  return exitCode
}

function read(words: readonly string[]): { readonly cases: readonly Case[]; readonly catalog: Catalog } {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { bases: { type: 'string' } },
    })
    if (positionals.length === 0) throw new Error('replay needs a case')
    return { cases: positionals.map(readCase), catalog: readBases(values.bases) }
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
