import { expandWord } from '../dockerfile/expand.ts'
import type { Dockerfile, FromInstruction, Instruction } from '../dockerfile/instruction.ts'
import { didYouMean } from '../dockerfile/suggest.ts'
import { parseTrigger } from '../dockerfile/trigger.ts'
import type { Platform } from '../image/image.ts'
import { parseReference, type Reference } from '../image/reference.ts'
import { parsePlatform, platformError } from './platform.ts'
import { errorAt, PlanError } from './problem.ts'
import { type GlobalScope, predefinedArguments } from './scope.ts'

/** An instruction with its place in the file; triggers of ONBUILD have the place of their FROM. */
export interface PlacedInstruction {
  readonly instruction: Instruction
  readonly index: number
  /** Ran by an ONBUILD trigger of the base. */
  readonly triggered: boolean
}

/** What a stage stands on. */
export type StageBase =
  | { readonly kind: 'scratch' }
  | { readonly kind: 'stage'; readonly stage: number }
  | { readonly kind: 'image'; readonly reference: Reference }
  | { readonly kind: 'context'; readonly name: string }
  /** No valid reference; the builder says so once all stages are read. */
  | { readonly kind: 'invalid'; readonly error: string }

/** A stage of the file, or (from COPY --from=image, or a mount) one that stands in no FROM: then `from` is absent. */
export interface Stage {
  readonly index: number
  readonly from?: FromInstruction
  readonly fromIndex?: number
  /** As expanded. */
  readonly baseName: string
  readonly base: StageBase
  /** Lower case; absent for an unnamed stage. */
  readonly name?: string
  readonly platform?: Platform
  /** What its base's ONBUILD instructions left behind; they come before its own. */
  readonly triggers: readonly PlacedInstruction[]
  readonly instructions: readonly PlacedInstruction[]
}

/** What COPY --from or a mount's from names. */
export type Source =
  | { readonly kind: 'stage'; readonly stage: number }
  | { readonly kind: 'anonymous'; readonly stage: number }

/** All stages of a file, in order, with what FROM sees and what is to be built. */
export interface Stages {
  readonly stages: readonly Stage[]
  readonly global: GlobalScope
  readonly target: number
  /** Stages that the target needs, itself included; with `all`, every one. */
  readonly reachable: ReadonlySet<number>
  /** For each stage, the stages that it needs at once. */
  readonly needs: ReadonlyMap<number, ReadonlySet<number>>
  /** The stage that a `from` names in a stage. */
  readonly sourceOf: (stage: number, from: string, numbers: boolean) => number | undefined
  /** Variables that FROMs read but nothing declares, for the checks. */
  readonly undeclared: readonly { readonly instruction: number; readonly name: string }[]
}

export interface StagesRequest {
  readonly target?: string
  readonly platform: Platform
  readonly builder: Platform
  readonly buildArgs: Readonly<Record<string, string>>
  readonly namedContexts: ReadonlySet<string>
  /** `--check` without a target looks at every stage. */
  readonly all: boolean
  /** The OnBuild of base images, by stage; known once they are resolved. */
  readonly onBuild: ReadonlyMap<number, readonly string[]>
}

/**
 * Reads the stages of a parsed file: expands FROM, finds what each stage stands on and copies from, the target, and what it needs.
 * Throws {@link PlanError} at the first error, in the builder's words. Source: moby/buildkit dockerfile2llb/convert.go, toDispatchState.
 */
export function stagesOf(dockerfile: Dockerfile, request: StagesRequest, global: GlobalScope): Stages {
  const blocks = blocksOf(dockerfile)
  const { escape: escapeCharacter } = dockerfile.directives
  const stages: Stage[] = []
  const undeclared: { instruction: number; name: string }[] = []
  const expand = (text: string, block: StageBlock): string => {
    const expansion = expandWord(text, { get: (name) => global.values.get(name) }, { escape: escapeCharacter })
    for (const name of expansion.undefined)
      if (!global.declared.has(name)) undeclared.push({ instruction: block.fromIndex, name })
    if (expansion.error !== undefined) throw errorAt(block.from, 'Expansion', expansion.error)
    return expansion.value
  }
  blocks.stages.forEach((block, index) => {
    const baseName = expand(block.from.image.text, block)
    if (baseName === '')
      throw errorAt(block.from, 'BlankBaseName', `base name (${block.from.image.text}) should not be blank`)
    const written = block.from.platform?.text ?? ''
    const platform = written === '' ? undefined : stagePlatform(block, expand(written, block))
    const name = block.from.name?.text.toLowerCase()
    stages.push({
      index,
      from: block.from,
      fromIndex: block.fromIndex,
      baseName,
      base: baseOf(baseName, name, stages, request.namedContexts),
      ...(name === undefined ? {} : { name }),
      ...(platform === undefined ? {} : { platform }),
      triggers: [],
      instructions: block.instructions,
    })
  })
  const target = targetOf(stages, request.target)
  return withSources(stages, global, target, request, undeclared)
}

interface StageBlock {
  readonly from: FromInstruction
  readonly fromIndex: number
  readonly instructions: readonly PlacedInstruction[]
}

function blocksOf(dockerfile: Dockerfile): {
  readonly globals: readonly Instruction[]
  readonly stages: readonly StageBlock[]
} {
  const globals: Instruction[] = []
  const stages: { from: FromInstruction; fromIndex: number; instructions: PlacedInstruction[] }[] = []
  dockerfile.instructions.forEach((instruction, index) => {
    if (instruction.kind === 'FROM') stages.push({ from: instruction, fromIndex: index, instructions: [] })
    else if (stages.length === 0) globals.push(instruction)
    else stages.at(-1)?.instructions.push({ instruction, index, triggered: false })
  })
  return { globals, stages }
}

/**
 * What FROM sees: predefined arguments, then the ARGs before the first FROM in order. Throws {@link PlanError} when one does not expand.
 */
export function globalScopeOf(dockerfile: Dockerfile, request: StagesRequest): GlobalScope {
  const blocks = blocksOf(dockerfile)
  const targetStage = request.target ?? blocks.stages.at(-1)?.from.name?.text.toLowerCase() ?? 'default'
  const predefined = predefinedArguments(request.platform, request.builder, targetStage, request.buildArgs)
  const values = new Map(predefined.values)
  const declared = new Set(predefined.declared)
  const { escape: escapeCharacter } = dockerfile.directives
  for (const instruction of blocks.globals) {
    if (instruction.kind !== 'ARG') continue
    for (const { name, value } of instruction.declarations) {
      declared.add(name.text)
      const given = request.buildArgs[name.text]
      if (given !== undefined) values.set(name.text, given)
      else if (value !== undefined) {
        const expansion = expandWord(value.text, { get: (read) => values.get(read) }, { escape: escapeCharacter })
        if (expansion.error !== undefined) throw errorAt(instruction, 'Expansion', expansion.error)
        values.set(name.text, expansion.value)
      }
    }
  }
  return { values, declared }
}

function stagePlatform(block: StageBlock, expanded: string): Platform {
  const written = block.from.platform?.text ?? ''
  if (expanded === '') throw errorAt(block.from, 'EmptyPlatform', `empty platform value from expression ${written}`)
  const platform = parsePlatform(expanded)
  if (platform !== undefined) return platform
  const { problem } = errorAt(
    block.from,
    'InvalidPlatform',
    `failed to parse platform ${written}: ${platformError(expanded)}`,
  )
  // The builder marks the place once where it parses and once where it dispatches.
  throw new PlanError(problem, [block.from.range, block.from.range])
}

function baseOf(
  baseName: string,
  stageName: string | undefined,
  earlier: readonly Stage[],
  contexts: ReadonlySet<string>,
): StageBase {
  if (stageName !== undefined && contexts.has(stageName)) return { kind: 'context', name: stageName }
  const stage = earlier.findLast((candidate) => candidate.name === baseName)
  if (stage !== undefined) return { kind: 'stage', stage: stage.index }
  return imageBase(baseName, contexts)
}

function imageBase(baseName: string, contexts: ReadonlySet<string>): StageBase {
  if (contexts.has(baseName)) return { kind: 'context', name: baseName }
  if (baseName === 'scratch') return { kind: 'scratch' }
  const reference = parseReference(baseName)
  return 'error' in reference ? { kind: 'invalid', error: reference.error } : { kind: 'image', reference }
}

/** Every image is looked at, needed or not. */
function refuseInvalid(stages: readonly Stage[], blame: (stage: number) => Instruction | undefined): void {
  for (const stage of stages) {
    if (stage.base.kind !== 'invalid') continue
    const message = `failed to parse stage name ${JSON.stringify(stage.baseName)}: ${stage.base.error}`
    throw errorAt(stage.from ?? blame(stage.index), 'InvalidReference', message)
  }
}

function targetOf(stages: readonly Stage[], target: string | undefined): number {
  if (target === undefined) return stages.length - 1
  const wanted = target.toLowerCase()
  const found = stages.findLast((stage) => stage.name === wanted)
  if (found !== undefined) return found.index
  const names = stages.map((stage) => stage.name ?? `stage-${stage.index}`)
  const suggestion = didYouMean(target, names, { ignoreCase: false })
  throw new PlanError({
    code: 'TargetNotFound',
    severity: 'error',
    message: `target stage ${JSON.stringify(target)} could not be found${suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`}`,
  })
}

function withSources(
  fileStages: readonly Stage[],
  global: GlobalScope,
  target: number,
  request: StagesRequest,
  undeclared: Stages['undeclared'],
): Stages {
  const stages = [...fileStages]
  const sources = new Map<string, number>()
  const needs = new Map<number, Set<number>>()
  const blame = new Map<string, Instruction>()
  const need = (stage: number, other: number, by?: Instruction): void => {
    const set = needs.get(stage) ?? new Set()
    set.add(other)
    needs.set(stage, set)
    if (by !== undefined && !blame.has(`${stage} ${other}`)) blame.set(`${stage} ${other}`, by)
  }
  const anonymous = (baseName: string): number => {
    const index = stages.length
    stages.push({
      index,
      baseName,
      base: imageBase(baseName, request.namedContexts),
      triggers: [],
      instructions: [],
    })
    return index
  }
  const needSources = (stage: Stage, placed: PlacedInstruction): void => {
    const place: Place = placed.triggered ? { from: stage.from } : { instruction: placed.instruction }
    for (const { from, numbers } of sourcesNamedBy(placed.instruction, place)) {
      const found = stageNamed(fileStages, from, numbers, place) ?? anonymous(from === '' ? 'scratch' : from)
      sources.set(`${stage.index} ${numbers} ${from}`, found)
      need(stage.index, found, place.from ?? place.instruction)
    }
  }
  for (const stage of fileStages) {
    if (stage.base.kind === 'stage') need(stage.index, stage.base.stage)
    for (const placed of stage.instructions) needSources(stage, placed)
  }
  refuseCycles(fileStages, needs, blame)
  // Triggers are looked at in stages that the target needs, and may make it need more.
  for (const fired = new Set<number>(); ; ) {
    const next = [...reachableFrom(target, needs)].sort((a, b) => a - b).find((index) => !fired.has(index))
    const stage = next === undefined ? undefined : stages[next]
    if (next === undefined || stage === undefined) break
    fired.add(next)
    const triggers = triggersOf(stage, fileStages, request.onBuild)
    stages[next] = { ...stage, triggers }
    for (const placed of triggers) needSources(stage, placed)
  }
  refuseInvalid(stages, (index) => [...blame].find(([edge]) => edge.endsWith(` ${index}`))?.[1])
  const reachable = request.all ? new Set(stages.map((stage) => stage.index)) : reachableFrom(target, needs)
  return {
    stages,
    global,
    target,
    reachable,
    needs,
    undeclared,
    sourceOf: (stage, from, numbers) =>
      sources.get(`${stage} ${numbers} ${from}`) ?? stageNamed(fileStages, from, numbers, undefined),
  }
}

/** What the base of a stage left behind for it. Source: moby/buildkit dockerfile2llb/convert.go, initOnBuildTriggers. */
function triggersOf(
  stage: Stage,
  fileStages: readonly Stage[],
  ofImages: ReadonlyMap<number, readonly string[]>,
): readonly PlacedInstruction[] {
  const below = stage.base.kind === 'stage' ? fileStages[stage.base.stage] : undefined
  const expressions =
    below === undefined
      ? (ofImages.get(stage.index) ?? [])
      : below.instructions.flatMap(({ instruction }) =>
          instruction.kind === 'ONBUILD' ? [instruction.expression] : [],
        )
  return expressions.map((expression) => {
    const { instruction, error } = parseTrigger(expression)
    if (instruction === undefined) throw errorAt(stage.from, 'InvalidTrigger', error ?? '')
    return { instruction, index: stage.fromIndex ?? 0, triggered: true }
  })
}

/** What is to blame for a source: an instruction of the file, or the FROM that fires a trigger. */
type Place =
  | { readonly instruction: Instruction; readonly from?: undefined }
  | { readonly from: Instruction | undefined; readonly instruction?: undefined }

/** The sources that an instruction names; a mount without one stands for an empty stage, as in the builder. */
function sourcesNamedBy(
  instruction: Instruction,
  place: Place,
): readonly { readonly from: string; readonly numbers: boolean }[] {
  if (instruction.kind === 'COPY' && instruction.from !== undefined && instruction.from.text !== '')
    return [{ from: plainFrom(place, instruction.from.text), numbers: true }]
  if (instruction.kind === 'RUN')
    return instruction.mounts.map((mount) => ({ from: mountFrom(place, mount.text), numbers: false }))
  return []
}

function plainFrom(place: Place, text: string): string {
  const expansion = expandWord(text, { get: () => undefined }, { escape: '\\' })
  if (expansion.error !== undefined || expansion.value !== text)
    throw sourceError(
      'FromExpansion',
      'variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround',
      place,
    )
  return text
}

function mountFrom(place: Place, mount: string): string {
  const field = mount.split(',').find((part) => /^from=/i.test(part.trim()))
  const from = field?.trim().slice('from='.length).replace(/^"|"$/g, '') ?? ''
  if (/\$./.test(from))
    throw errorAt(
      place.from ?? place.instruction,
      'FromExpansion',
      `'from' doesn't support variable expansion, define alias stage instead`,
    )
  return from
}

function stageNamed(
  stages: readonly Stage[],
  from: string,
  numbers: boolean,
  place: Place | undefined,
): number | undefined {
  if (numbers && /^[+-]?\d+$/.test(from)) {
    const index = Number(from)
    if (index < 0 || index >= stages.length)
      throw sourceError('InvalidStageIndex', `invalid stage index ${index}`, place)
    return index
  }
  if (from === '') return undefined
  const wanted = from.toLowerCase()
  return stages.findLast((stage) => stage.name === wanted)?.index
}

/** The builder tells these errors without a place, but for those of triggers; the editor still wants one. */
function sourceError(code: string, message: string, place: Place | undefined): PlanError {
  const { problem } = errorAt(place?.from ?? place?.instruction, code, message)
  return place?.from === undefined ? new PlanError(problem, []) : new PlanError(problem)
}

function refuseCycles(
  stages: readonly Stage[],
  needs: ReadonlyMap<number, ReadonlySet<number>>,
  blame: ReadonlyMap<string, Instruction>,
): void {
  const visited = new Set<number>()
  const path: number[] = []
  const cycleFrom = (stage: number): readonly number[] | undefined => {
    if (visited.has(stage)) return undefined
    visited.add(stage)
    path.push(stage)
    for (const other of needs.get(stage) ?? []) {
      if (path.includes(other)) return [...path.slice(path.indexOf(other)), other]
      const cycle = cycleFrom(other)
      if (cycle !== undefined) return cycle
    }
    path.pop()
    return undefined
  }
  for (const stage of stages) {
    const cycle = cycleFrom(stage.index)
    if (cycle === undefined) continue
    const edges = cycle.slice(1).map((to, at) => blame.get(`${cycle[at]} ${to}`))
    const ranges = edges.flatMap((edge) => (edge === undefined ? [] : [edge.range])).reverse()
    const message = `circular dependency detected on stage: ${stage.name ?? `stage-${stage.index}`}`
    const range = ranges.at(-1)
    throw new PlanError(
      { code: 'CircularDependency', severity: 'error', message, ...(range === undefined ? {} : { range }) },
      ranges,
    )
  }
}

function reachableFrom(target: number, needs: ReadonlyMap<number, ReadonlySet<number>>): ReadonlySet<number> {
  const reached = new Set<number>()
  const waiting = [target]
  for (let stage = waiting.pop(); stage !== undefined; stage = waiting.pop()) {
    if (reached.has(stage)) continue
    reached.add(stage)
    waiting.push(...(needs.get(stage) ?? []))
  }
  return reached
}

/** How messages and vertex names call a stage. */
export function stageName(stage: Stage): string {
  return stage.name ?? `stage-${stage.index}`
}
