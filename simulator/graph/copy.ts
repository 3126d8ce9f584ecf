import { expandHeredocBody } from '../dockerfile/expand.ts'
import type { CopyInstruction, Heredoc } from '../dockerfile/instruction.ts'
import { cleanPath } from '../values/path.ts'
import { upperFirstWord } from './names.ts'
import type { Planner } from './planner.ts'
import { errorAt } from './problem.ts'
import { type StageState, withHistory } from './state.ts'
import { type CopyAction, type FilesOperation, type Vertex, vertexOf } from './vertex.ts'

/**
 * COPY and ADD: one vertex that copies each source in turn onto the file system so far; with `--link`, a copy onto nothing and a merge.
 * Source: moby/buildkit dockerfile2llb/convert_copy.go.
 */
export function dispatchCopy(planner: Planner, state: StageState, instruction: CopyInstruction): StageState {
  const expanded = expandCopy(planner, state, instruction)
  const from = sourceVertex(planner, state, instruction, expanded)
  const documents = instruction.heredocs.map((heredoc) => document(planner, state, instruction, heredoc))
  const destination = destinationPath(state.settings.WorkingDir ?? '/', expanded.destination)
  // Input 0 is the file system so far; a COPY of heredocs alone has no other source.
  const inputs: (Vertex | undefined)[] = expanded.sources.length === 0 ? documents : [from, ...documents]
  const firstDocument = inputs.length - documents.length + 1
  const common = {
    destination,
    ...(expanded.chown === undefined ? {} : { owner: expanded.chown }),
    ...(expanded.chmod === undefined ? {} : { mode: expanded.chmod }),
    exclude: instruction.exclude.map((pattern) => pattern.text),
  }
  const unpack = instruction.kind === 'ADD' && instruction.unpack !== false
  const copies: CopyAction[] = [
    ...expanded.sources.map((source) => ({ ...common, ...sourceOf(source, instruction.parents), from: 1, unpack })),
    ...documents.map((vertex, at) => ({
      ...common,
      from: firstDocument + at,
      source: `/${vertex.operation.kind === 'document' ? vertex.operation.name : ''}`,
      exclude: [],
      unpack: false,
    })),
  ]
  const text = planner.display(instruction.text, state, false)
  const createdBy = copyHistory(instruction, expanded)
  const { index: stage, instruction: at, ignoreCache } = planner.current
  const place = { stage, instruction: at, ignoreCache }
  const operation: FilesOperation = { kind: 'files', copies }
  if (instruction.link && expanded.chmod === undefined) {
    const copy = vertexOf({
      operation,
      inputs: [undefined, ...inputs],
      name: planner.current.nextName(upperFirstWord(text)),
      ...place,
    })
    if (state.vertex === undefined) return withHistory({ ...state, vertex: copy }, createdBy, copy)
    const name = planner.current.sameName(`LINK ${upperFirstWord(text)}`)
    const merge = vertexOf({ operation: { kind: 'merge' }, inputs: [state.vertex, copy], name, ...place })
    return withHistory({ ...state, vertex: merge }, createdBy, merge)
  }
  const vertex = vertexOf({
    operation,
    inputs: [state.vertex, ...inputs],
    name: planner.current.nextName(upperFirstWord(text)),
    ...place,
  })
  return withHistory({ ...state, vertex }, createdBy, vertex)
}

interface ExpandedCopy {
  readonly sources: readonly string[]
  readonly destination: string
  readonly chown?: string
  readonly chmod?: number | string
  readonly chmodText?: string
}

function expandCopy(planner: Planner, state: StageState, instruction: CopyInstruction): ExpandedCopy {
  const chownText = instruction.chown === undefined ? '' : planner.expand(instruction, instruction.chown, state)
  const chmodText = instruction.chmod === undefined ? '' : planner.expand(instruction, instruction.chmod, state)
  const sources = instruction.sources.map((source) => planner.expand(instruction, source, state))
  const destination = planner.expand(instruction, instruction.destination, state)
  const chmod = parseMode(instruction, chmodText)
  if (instruction.checksum !== undefined) planner.expand(instruction, instruction.checksum, state)
  return {
    sources,
    destination,
    ...(chownText === '' ? {} : { chown: chownText }),
    ...(chmod === undefined ? {} : { chmod, chmodText }),
  }
}

const symbolicMode = /^[ugoa]*(?:[-+=](?:[ugo]|[rwxXst]*))+(?:,[ugoa]*(?:[-+=](?:[ugo]|[rwxXst]*))+)*$/

/** A text that does not begin with a digit is symbolic. Source: tonistiigi/dchapes-mode. */
function parseMode(instruction: CopyInstruction, text: string): number | string | undefined {
  if (text === '') return undefined
  if (/^[0-7]+$/.test(text) && Number.parseInt(text, 8) <= 0o7777) return Number.parseInt(text, 8)
  if (symbolicMode.test(text)) return text
  const message = /^\d/.test(text)
    ? `invalid chmod parameter: '${text}'. it should be octal string and between 0 and 07777`
    : 'invalid syntax'
  throw errorAt(instruction, 'InvalidChmod', message)
}

/** The vertex that sources come from; refuses what only a network has. */
function sourceVertex(
  planner: Planner,
  state: StageState,
  instruction: CopyInstruction,
  expanded: ExpandedCopy,
): Vertex | undefined {
  for (const source of expanded.sources) refuseRemote(instruction, source)
  if (instruction.checksum !== undefined)
    throw instruction.sources.length > 1
      ? errorAt(instruction, 'InvalidChecksum', "checksum can't be specified for multiple sources")
      : errorAt(instruction, 'InvalidChecksum', 'checksum requires HTTP(S) or Git sources')
  const from = instruction.from?.text ?? ''
  if (from === '')
    return expanded.sources.length === 0 ? undefined : planner.context(contextPaths(instruction, expanded))
  const stage = planner.stages.sourceOf(planner.current.index, from, true)
  if (stage === undefined) throw new RangeError(`no source for --from=${from}`)
  const named = planner.stages.stages[stage]
  if (named?.from !== undefined && stage > planner.current.index) {
    const current = planner.stages.stages[planner.current.index]
    const here = current?.name ?? `stage-${planner.current.index}`
    const message = `cannot copy from stage ${JSON.stringify(from)}, it needs to be defined before current stage ${JSON.stringify(here)}`
    throw errorAt(instruction, 'LaterStage', message)
  }
  if (expanded.sources.length === 0) return undefined
  // Only a trigger can name the stage that it is in.
  return stage === planner.current.index ? state.vertex : planner.stateOf(stage).vertex
}

const gitSource = /^(git@|ssh:\/\/|git:\/\/|https?:\/\/[^#]*\.git(#.*)?$)/
const urlSource = /^https?:\/\//

function refuseRemote(instruction: CopyInstruction, source: string): void {
  const git = gitSource.test(source)
  if (!git && !urlSource.test(source)) return
  if (instruction.kind === 'COPY')
    throw errorAt(
      instruction,
      'RemoteSource',
      git ? "source can't be a git ref for COPY" : "source can't be a URL for COPY",
    )
  throw errorAt(instruction, 'NoNetwork', `ADD ${source}: this build has no network, so nothing can be fetched`)
}

function contextPaths(instruction: CopyInstruction, expanded: ExpandedCopy): readonly string[] {
  return instruction.parents ? expanded.sources.map((source) => source.replace('/./', '/')) : expanded.sources
}

function sourceOf(source: string, parents: boolean): Pick<CopyAction, 'source' | 'include' | 'required'> {
  if (!parents) return { source: cleanPath(`/${source}`) }
  const pivot = source.indexOf('/./')
  const root = pivot < 0 ? '/' : source.slice(0, pivot)
  const pattern = cleanPath(`/${pivot < 0 ? source : source.slice(pivot + 3)}`).slice(1)
  return { source: cleanPath(`/${root}`), include: [pattern], required: /[*?[\\]/.test(pattern) ? [] : [pattern] }
}

function document(planner: Planner, state: StageState, instruction: CopyInstruction, heredoc: Heredoc): Vertex {
  const chomped = heredoc.stripTabs ? heredoc.body.replace(/^\t+/gm, '') : heredoc.body
  const text = heredoc.expand ? expandBody(planner, state, instruction, chomped) : chomped
  return vertexOf({
    operation: { kind: 'document', name: heredoc.name, text, mode: 0o644 },
    inputs: [],
    name: '[internal] preparing inline document',
    stage: planner.current.index,
    instruction: planner.current.instruction,
    ignoreCache: false,
  })
}

function expandBody(planner: Planner, state: StageState, instruction: CopyInstruction, body: string): string {
  const expansion = expandHeredocBody(body, { get: (name) => state.environment.get(name) })
  planner.noteUndefined(expansion.undefined, state)
  if (expansion.error !== undefined) throw errorAt(instruction, 'Expansion', expansion.error)
  return expansion.value
}

/** The destination as the builder keeps it: absolute, cleaned, with the `/` or `/.` at its end that says "a directory". */
export function destinationPath(directory: string, text: string): string {
  if (text === '.' || text === '' || text === './') return directory === '/' ? '/' : `${directory}/`
  const clean = cleanPath(text.startsWith('/') ? text : `${directory}/${text}`)
  const end = text.endsWith('/.') ? '/.' : text.endsWith('/') ? '/' : ''
  return clean === '/' ? `/${end.slice(1)}` : `${clean}${end}`
}

function copyHistory(instruction: CopyInstruction, expanded: ExpandedCopy): string {
  const words = [
    instruction.kind,
    ...(instruction.parents ? ['--parents'] : []),
    ...(expanded.chown === undefined ? [] : [`--chown=${expanded.chown}`]),
    ...(expanded.chmodText === undefined ? [] : [`--chmod=${expanded.chmodText}`]),
    ...expanded.sources,
    ...instruction.heredocs.map((heredoc) => `<<${heredoc.name}`),
    expanded.destination,
  ]
  return `${words.join(' ')} # buildkit`
}
