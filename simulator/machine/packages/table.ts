import * as v from 'valibot'
import type { Process } from '../process.ts'
import { complain } from './console.ts'

/**
 * Reads one kind of package table of the catalog against its schema; each table is checked once. The reader gives undefined when the table
 * is not loaded or not of the right form; the process then has said so, and a note is left.
 */
export function tableReader<T>(schema: v.GenericSchema<unknown, T>): (process: Process, name: string) => T | undefined {
  const read = new WeakMap<object, T>()
  return (process, name) => {
    const raw = process.machine.packageTables.get(name)
    if (typeof raw !== 'object' || raw === null) return missing(process, name)
    const known = read.get(raw)
    if (known !== undefined) return known
    const parsed = v.safeParse(schema, raw)
    if (!parsed.success) return missing(process, name)
    read.set(raw, parsed.output)
    return parsed.output
  }
}

function missing(process: Process, name: string): undefined {
  process.machine.note({
    kind: 'not-simulated',
    message: `The package table "${name}" of the catalog is not loaded, so nothing can be installed from it.`,
  })
  complain(process, `the package table ${name} is not loaded`)
  return undefined
}
