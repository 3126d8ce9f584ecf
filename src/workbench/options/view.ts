import type { InstructionView } from '../../engine/views.ts'
import type { ProjectOptions } from '../../state/project.ts'

/** An ARG of the Dockerfile, and the value it has when none is given. */
export interface Argument {
  readonly name: string
  readonly usual?: string
}

/** Names of the stages that can be a target, in order. */
export function stageNames(instructions: readonly InstructionView[]): readonly string[] {
  return instructions.flatMap(({ keyword, text }) => {
    const name = keyword === 'FROM' ? /\sAS\s+(\S+)\s*$/i.exec(text)?.[1] : undefined
    return name === undefined ? [] : [name]
  })
}

/** The ARGs of the Dockerfile, each once, as they are first declared. */
export function argumentsOf(instructions: readonly InstructionView[]): readonly Argument[] {
  const found = new Map<string, Argument>()
  for (const { keyword, text } of instructions) {
    if (keyword !== 'ARG') continue
    for (const [, name = '', quoted, plain] of text.slice(3).matchAll(/(\w+)(?:=(?:"([^"]*)"|(\S*)))?/g)) {
      const usual = quoted ?? plain
      if (!found.has(name)) found.set(name, { name, ...(usual === undefined ? {} : { usual }) })
    }
  }
  return [...found.values()]
}

/** The flags with another target; none is the last stage. */
export function withTarget(options: ProjectOptions, target: string): ProjectOptions {
  const { target: _, ...others } = options
  return target === '' ? others : { ...others, target }
}

/** The flags with an argument set, or left to its usual value when the field is empty. */
export function withArgument(options: ProjectOptions, name: string, value: string): ProjectOptions {
  const { buildArgs = {}, ...others } = options
  const { [name]: _, ...rest } = buildArgs
  const next = value === '' ? rest : { ...rest, [name]: value }
  return Object.keys(next).length === 0 ? others : { ...others, buildArgs: next }
}

/** The flags with the cache off or on. */
export function withNoCache(options: ProjectOptions, noCache: boolean): ProjectOptions {
  const { noCache: _, ...others } = options
  return noCache ? { ...others, noCache } : others
}

/** The flags with one stage whose steps always run, or none. */
export function withStageNotCached(options: ProjectOptions, stage: string): ProjectOptions {
  const { noCacheFilter: _, ...others } = options
  return stage === '' ? others : { ...others, noCacheFilter: [stage] }
}

/** The platforms that can be asked for. The first is what the builder takes by itself. */
export const platforms = ['linux/amd64', 'linux/arm64'] as const

/** The flags with a platform; the first of {@link platforms} is none. */
export function withPlatform(options: ProjectOptions, platform: string): ProjectOptions {
  const { platform: _, ...others } = options
  return platform === platforms[0] ? others : { ...others, platform }
}

/** The flags with a network for RUN: `none`, `host`, or what is usual. */
export function withNetwork(options: ProjectOptions, network: string): ProjectOptions {
  const { network: _, ...others } = options
  return network === 'none' || network === 'host' ? { ...others, network } : others
}

/** The ids of the secrets that RUN lines mount, each once; without an id the last name of the target counts. Source: BuildKit, secret mounts. */
export function secretIds(instructions: readonly InstructionView[]): readonly string[] {
  const mounts = instructions
    .filter(({ keyword }) => keyword === 'RUN')
    .flatMap(({ text }) => [...text.matchAll(/--mount=(\S*)/g)].map((match) => fieldsOf(match[1] ?? '')))
    .filter((fields) => fields.get('type') === 'secret')
  return [...new Set(mounts.map(secretId))].filter((id) => id !== '')
}

function secretId(fields: ReadonlyMap<string, string>): string {
  const target = fields.get('target') ?? fields.get('dst') ?? fields.get('destination') ?? ''
  return fields.get('id') ?? target.split('/').at(-1) ?? ''
}

function fieldsOf(mount: string): ReadonlyMap<string, string> {
  return new Map(
    mount.split(',').map((field) => {
      const [name = '', ...value] = field.split('=')
      return [name, value.join('=')]
    }),
  )
}

/** The secrets with one given, or taken back when its field is empty. */
export function withSecret(
  secrets: Readonly<Record<string, string>>,
  id: string,
  value: string,
): Readonly<Record<string, string>> {
  const { [id]: _, ...others } = secrets
  return value === '' ? others : { ...others, [id]: value }
}

/** The flags as `docker build` takes them; empty when there are none. Of a secret only the id is shown. */
export function flagsText(options: ProjectOptions, secrets: readonly string[] = []): string {
  const { dockerfile, target, buildArgs = {}, noCache, noCacheFilter = [], platform, network } = options
  return [
    ...(dockerfile === undefined ? [] : [`-f ${dockerfile}`]),
    ...(target === undefined ? [] : [`--target ${target}`]),
    ...Object.entries(buildArgs).map(([name, value]) => `--build-arg ${name}=${value}`),
    ...(noCache === true ? ['--no-cache'] : []),
    ...noCacheFilter.map((stage) => `--no-cache-filter ${stage}`),
    ...(platform === undefined ? [] : [`--platform ${platform}`]),
    ...(network === undefined ? [] : [`--network ${network}`]),
    ...secrets.map((id) => `--secret id=${id}`),
  ].join(' ')
}
