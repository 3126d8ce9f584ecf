import { list, lstat } from '../files.ts'
import type { Caller } from '../walk.ts'
import { compilePattern, isPattern, matches, unescapePattern } from './pattern.ts'

/**
 * The paths that a pattern names, sorted by their bytes; empty when there are none. A name that begins with a dot is matched only by a dot.
 * Source: POSIX.1-2024, Shell Command Language, 2.14.3.
 */
export function expandPaths(caller: Caller, pattern: string, caretNegates = true): readonly string[] {
  const isAbsolute = pattern.startsWith('/')
  const parts = pattern.split('/').filter((part, at, all) => part !== '' || (at === all.length - 1 && at > 0))
  let found = [isAbsolute ? '/' : '']
  for (const [at, part] of parts.entries()) {
    const isLast = at === parts.length - 1
    found = found.flatMap((directory) => step(caller, directory, part, isLast, caretNegates))
  }
  return found
}

function step(
  caller: Caller,
  directory: string,
  part: string,
  isLast: boolean,
  caretNegates: boolean,
): readonly string[] {
  const join = (name: string) =>
    directory === '' || directory.endsWith('/') ? directory + name : `${directory}/${name}`
  if (part === '') return lstat(caller, `${directory}/`).errno === undefined ? [`${directory}/`] : []
  if (!isPattern(part)) {
    const path = join(unescapePattern(part))
    return !isLast || lstat(caller, path).errno === undefined ? [path] : []
  }
  const names = list(caller, directory === '' ? '.' : directory)
  if (names.errno !== undefined) return []
  const compiled = compilePattern(part, caretNegates)
  const takesDots = part.startsWith('.') || part.startsWith('\\.')
  const candidates = takesDots ? ['.', '..', ...names.value] : names.value.filter((name) => !name.startsWith('.'))
  caller.machine.budget.spend(candidates.length)
  return candidates.filter((name) => matches(compiled, name)).map(join)
}
