import { readTextFile } from '../machine/files.ts'
import type { Process } from '../machine/process.ts'
import type { Given } from './flags.ts'

/** Lines of the files that a flag names, without remarks; `wrong` is docker's message. Source: docker/cli, pkg/kvfile. */
export function linesOf(
  given: Given,
  process: Process,
  flag: 'env-file' | 'label-file',
): readonly string[] | { readonly wrong: string } {
  const lines: string[] = []
  for (const path of given.values(flag)) {
    const read = readTextFile(process, path)
    if (read.errno !== undefined) return { wrong: `open ${path}: no such file or directory` }
    for (const line of read.value.split('\n')) {
      const trimmed = line.trimStart()
      if (trimmed === '' || trimmed.startsWith('#')) continue
      const [name = ''] = trimmed.split('=', 1)
      const kind = flag === 'env-file' ? 'env' : 'label'
      if (name === '') return { wrong: `invalid ${kind} file (${path}): no variable name on line '${trimmed}'` }
      if (/\s/.test(name)) return { wrong: `invalid ${kind} file (${path}): variable '${name}' contains whitespaces` }
      lines.push(trimmed)
    }
  }
  return lines
}
