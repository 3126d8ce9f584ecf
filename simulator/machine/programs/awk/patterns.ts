import type { Process } from '../../process.ts'
import type { ByteText } from '../bytes.ts'
import { type Flavour, fail } from '../program.ts'
import { compileRegex, type Regex } from '../regex/regex.ts'
import { RegexError } from '../regex/syntax.ts'

/** Compiles regular expressions, each once; one that cannot be read ends awk. */
export function patternsOf(process: Process, flavour: Flavour): (source: ByteText) => Regex {
  const known = new Map<ByteText, Regex>()
  return (source) => {
    let regex = known.get(source)
    if (regex === undefined) {
      regex = compile(process, flavour, source)
      known.set(source, regex)
    }
    return regex
  }
}

function compile(process: Process, flavour: Flavour, source: ByteText): Regex {
  try {
    return compileRegex(source, { extended: true, escapes: true }, process.machine.budget)
  } catch (thrown) {
    if (!(thrown instanceof RegexError)) throw thrown
    return fail(
      process,
      flavour === 'gnu'
        ? `regular expression compile failed (${thrown.message})\n${source}`
        : `bad regex '${source}': ${thrown.message}`,
      2,
    )
  }
}
