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

/** The flags as `docker build` takes them; empty when there are none. */
export function flagsText({ dockerfile, target, buildArgs = {}, noCache }: ProjectOptions): string {
  return [
    ...(dockerfile === undefined ? [] : [`-f ${dockerfile}`]),
    ...(target === undefined ? [] : [`--target ${target}`]),
    ...Object.entries(buildArgs).map(([name, value]) => `--build-arg ${name}=${value}`),
    ...(noCache === true ? ['--no-cache'] : []),
  ].join(' ')
}
