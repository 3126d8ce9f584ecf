import type { IgnoreFile } from '../context/ignore.ts'
import { expandWord } from '../dockerfile/expand.ts'
import type { FromInstruction, Instruction } from '../dockerfile/instruction.ts'
import { suggestion } from '../dockerfile/suggest.ts'
import type { Hits } from '../filesystem/patterns.ts'
import type { Dispatched } from '../graph/planner.ts'
import { hasHostPart } from '../graph/ports.ts'
import { directoryName } from '../values/path.ts'
import { type Finding, finding } from './finding.ts'

/**
 * Checks of the instructions that were planned: those of needed stages, up to the first error. Source: moby/buildkit dockerfile2llb/convert.go.
 */
export function dispatchFindings(
  dispatched: readonly Dispatched[],
  ignore: IgnoreFile | undefined,
  fromOf: (stage: number) => FromInstruction | undefined,
): readonly Finding[] {
  return dispatched.flatMap((each, at) => {
    const found = [...findingsOf(each, ignore), ...repeated(each, dispatched.slice(at + 1))]
    // A trigger's own place is in no file.
    const from = each.placed.triggered ? fromOf(each.stage) : undefined
    return from === undefined ? found : found.map(({ code, message }) => finding(code, from, message))
  })
}

function findingsOf(each: Dispatched, ignore: IgnoreFile | undefined): readonly Finding[] {
  const { instruction } = each.placed
  const found = undefinedFindings(each)
  // The builder looks at ports before it parses them; all else it looks at when the instruction is known to be good.
  if (each.failed && instruction.kind !== 'EXPOSE') return found
  switch (instruction.kind) {
    case 'CMD':
    case 'ENTRYPOINT':
      if (instruction.command.form === 'shell' && each.before.settings.Shell === undefined)
        found.push(
          finding(
            'JSONArgsRecommended',
            instruction,
            `JSON arguments recommended for ${instruction.keyword.text} to prevent unintended behavior related to OS signals`,
          ),
        )
      break
    case 'WORKDIR': {
      const path = expand(each, instruction.argument.text)
      if (!each.before.directorySet && !path.startsWith('/'))
        found.push(
          finding(
            'WorkdirRelativePath',
            instruction,
            `Relative workdir ${JSON.stringify(path)} can have unexpected results if the base image changes`,
          ),
        )
      break
    }
    case 'ARG':
      found.push(
        ...secretFindings(
          instruction,
          instruction.declarations.map((declaration) => declaration.name.text),
        ),
      )
      break
    case 'LABEL':
      if (instruction.legacy) found.push(legacyFormat(instruction))
      break
    case 'ENV':
      if (instruction.legacy) found.push(legacyFormat(instruction))
      found.push(
        ...secretFindings(
          instruction,
          instruction.pairs.map((pair) => expand(each, pair.name.text)),
        ),
      )
      break
    case 'EXPOSE':
      found.push(
        ...exposeFindings(
          instruction,
          instruction.ports.map((port) => expand(each, port.text)),
        ),
      )
      break
    case 'COPY':
    case 'ADD':
      if (instruction.from === undefined)
        found.push(
          ...ignoredFindings(
            each,
            instruction.sources.map((source) => source.text),
            ignore,
          ),
        )
      break
    default:
  }
  return found
}

function legacyFormat(instruction: Instruction): Finding {
  const keyword = instruction.keyword.text
  return finding(
    'LegacyKeyValueFormat',
    instruction,
    `"${keyword} key=value" should be used instead of legacy "${keyword} key value" format`,
  )
}

function expand(each: Dispatched, text: string): string {
  return expandWord(text, { get: (name) => each.before.environment.get(name) }).value
}

function undefinedFindings(each: Dispatched): Finding[] {
  const { instruction } = each.placed
  return each.undefined.map(({ name, known }) => {
    const meant = suggestion(name, known, { ignoreCase: false }).replace('did you mean ', 'did you mean $')
    return finding('UndefinedVar', instruction, `Usage of undefined variable '$${name}'${meant}`)
  })
}

const secretWords = new Set('apikey auth credential credentials key password pword passwd secret token'.split(' '))
const openWords = new Set(['public', 'file', 'version'])

function secretFindings(instruction: Instruction, names: readonly string[]): readonly Finding[] {
  return names.flatMap((name) => {
    const words = name.toLowerCase().split('_')
    if (!words.some((word) => secretWords.has(word)) || words.some((word) => openWords.has(word))) return []
    const message = `Do not use ARG or ENV instructions for sensitive data (${instruction.kind} ${JSON.stringify(name)})`
    return [finding('SecretsUsedInArgOrEnv', instruction, message)]
  })
}

function exposeFindings(instruction: Instruction, ports: readonly string[]): readonly Finding[] {
  return ports.flatMap((port) => {
    const found: Finding[] = []
    const protocol = port.includes('/') ? port.slice(port.lastIndexOf('/') + 1) : ''
    if (protocol !== protocol.toLowerCase())
      found.push(
        finding(
          'ExposeProtoCasing',
          instruction,
          `Defined protocol '${port}' in EXPOSE instruction should be lowercase`,
        ),
      )
    if (hasHostPart(port))
      found.push(
        finding(
          'ExposeInvalidFormat',
          instruction,
          `EXPOSE instruction should not define an IP address or host-port mapping, found '${port}'`,
        ),
      )
    return found
  })
}

function ignoredFindings(
  each: Dispatched,
  sources: readonly string[],
  ignore: IgnoreFile | undefined,
): readonly Finding[] {
  if (ignore === undefined) return []
  const { instruction } = each.placed
  const verb = instruction.kind === 'ADD' ? 'Add' : 'Copy'
  return sources.flatMap((written) => {
    const source = expand(each, written)
    if (!isIgnored(source, ignore)) return []
    const message = `Attempting to ${verb} file ${JSON.stringify(source)} that is excluded by .dockerignore`
    return [finding('CopyIgnoredFile', instruction, message)]
  })
}

/** The builder compares the source as it is written: `./a` is not `a`, `a/` lies in `a`. */
function isIgnored(source: string, { patterns }: IgnoreFile): boolean {
  const directory = directoryName(source)
  let above: Hits | undefined
  if (directory !== '.')
    for (const [at] of directory.split('/').entries())
      above = patterns.hits(directory.split('/', at + 1).join('/'), above)
  return patterns.hits(source, above).isSelected
}

/** Told at the one before: that is the one without effect. */
function repeated({ placed, stage }: Dispatched, after: readonly Dispatched[]): readonly Finding[] {
  const { instruction } = placed
  if (!['CMD', 'ENTRYPOINT', 'HEALTHCHECK'].includes(instruction.kind)) return []
  const next = after.find((each) => each.stage === stage && each.placed.instruction.kind === instruction.kind)
  if (next === undefined) return []
  const keyword = next.placed.instruction.keyword.text
  const message = `Multiple ${keyword} instructions should not be used in the same stage because only the last one will be used`
  return [finding('MultipleInstructionsDisallowed', instruction, message)]
}
