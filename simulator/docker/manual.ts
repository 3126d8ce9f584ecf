import type { Flag, FlagKind } from './flags.ts'
import recorded from './manual.json' with { type: 'json' }

/** What docker says of one of its commands. Recorded from a real docker by tools/record-docker.ts. */
export interface CommandManual {
  /** With the command's name before it: `run [OPTIONS] IMAGE [COMMAND] [ARG...]`. */
  readonly usage: string
  readonly summary: string
  readonly aliases?: string
  /** `attach|a=list Attach to STDIN, STDOUT or STDERR` */
  readonly options: readonly string[]
}

/** What docker says of a group of commands. */
export interface GroupManual {
  readonly usage: string
  readonly summary: string
  readonly options: readonly string[]
  /** Names and their summaries, by title. */
  readonly sections: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly end: string
}

/** One option as `--help` shows it. */
export interface ManualOption extends Flag {
  readonly description: string
}

const commands: ReadonlyMap<string, CommandManual> = new Map(Object.entries(recorded.commands))
const groups: ReadonlyMap<string, GroupManual> = new Map(Object.entries(recorded.groups))

/** The page of a command, by the name that docker itself gives it; undefined where none was recorded. */
export function commandManual(name: string): CommandManual | undefined {
  return commands.get(name)
}

/** The page of a group; the empty name is docker itself. */
export function groupManual(name: string): GroupManual | undefined {
  return groups.get(name)
}

/** Every name that docker has below a group. */
export function namesIn(group: string): readonly string[] {
  return Object.values(groups.get(group)?.sections ?? {}).flatMap((names) =>
    Object.keys(names).map((name) => name.replace('*', '')),
  )
}

const lists = new Set(['list', 'strings', 'stringArray', 'map', 'ulimit', 'mount', 'network', 'filter'])

/** Reads the options of a page. */
export function optionsOf(lines: readonly string[]): readonly ManualOption[] {
  return lines.map((line) => {
    const [, names = '', type, description = ''] = /^([\w|-]+)(?:=([\w-]+))? ?([\s\S]*)$/.exec(line) ?? []
    const [name = '', short] = names.split('|')
    const kind: FlagKind = type === undefined ? 'switch' : lists.has(type) ? 'list' : 'value'
    return {
      name,
      kind,
      description,
      ...(short === undefined ? {} : { short }),
      ...(type === undefined ? {} : { type }),
    }
  })
}
