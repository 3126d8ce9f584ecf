import type { ImageSettings } from '../../../simulator/index.ts'
import type { BuildView, ImageView, InstructionView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { healthText, startText } from './words.ts'

/** One thing that the configuration says. */
export interface ConfigItem {
  readonly text: string
  /** It is not what it was in the build before: `new`, or `was …`. */
  readonly change?: string
  /** The instruction that set it, where it is one of this Dockerfile. */
  readonly instruction?: number
  readonly line?: number
}

/** One part of the configuration in plain words. */
export interface ConfigRow {
  readonly term: string
  /** Its name in the JSON. */
  readonly key: keyof ImageSettings
  /** What it says; empty when it says nothing. */
  readonly items: readonly ConfigItem[]
  /** What holds when it says nothing. */
  readonly otherwise: string
  /** What the build before said and this one does not. */
  readonly gone: readonly string[]
  readonly help: string
}

/** An image's configuration in plain words. */
export interface ConfigView {
  /** What `docker run` does with it, in a sentence. */
  readonly sentence: string
  /** What says something, and what is worth telling also when it does not. */
  readonly rows: readonly ConfigRow[]
  /** The rest, each with what holds then: `Volumes: none`. */
  readonly unset: readonly string[]
  /** How many things are not as in the build before; absent when there is none. */
  readonly changes?: number
}

/** How one part is told: what it says, as a list, and by which instruction it is set. */
interface Part {
  readonly key: keyof typeof words.config.terms
  /** What holds when it says nothing: docker's own, or one of our words. */
  readonly otherwise: string | (() => string)
  readonly keyword: string
  readonly items: (settings: ImageSettings) => readonly string[]
  /** Items of a map are the same when what stands before this sign is. */
  readonly sign?: string
}

const one = (text: string | undefined) => (text === undefined || text === '' ? [] : [text])

const parts: readonly Part[] = [
  {
    key: 'Entrypoint',
    keyword: 'ENTRYPOINT',
    items: ({ Entrypoint = [] }) => (Entrypoint.length === 0 ? [] : [JSON.stringify(Entrypoint)]),
    otherwise: () => words.marks.none,
  },
  {
    key: 'Cmd',
    keyword: 'CMD',
    items: ({ Cmd = [] }) => (Cmd.length === 0 ? [] : [JSON.stringify(Cmd)]),
    otherwise: () => words.marks.none,
  },
  {
    key: 'User',
    keyword: 'USER',
    items: ({ User }) => one(User),
    otherwise: 'root',
  },
  {
    key: 'WorkingDir',
    keyword: 'WORKDIR',
    items: ({ WorkingDir }) => one(WorkingDir),
    otherwise: '/',
  },
  {
    key: 'Env',
    keyword: 'ENV',
    items: ({ Env = [] }) => Env,
    sign: '=',
    otherwise: () => words.config.empty,
  },
  {
    key: 'ExposedPorts',
    keyword: 'EXPOSE',
    items: ({ ExposedPorts = [] }) => ExposedPorts,
    otherwise: () => words.config.noneNamed,
  },
  {
    key: 'Volumes',
    keyword: 'VOLUME',
    items: ({ Volumes = [] }) => Volumes,
    otherwise: () => words.marks.none,
  },
  {
    key: 'Labels',
    keyword: 'LABEL',
    items: ({ Labels = {} }) => Object.entries(Labels).map(([name, value]) => `${name}=${value}`),
    sign: '=',
    otherwise: () => words.marks.none,
  },
  {
    key: 'Healthcheck',
    keyword: 'HEALTHCHECK',
    items: ({ Healthcheck }) => (Healthcheck === undefined ? [] : [healthText(Healthcheck)]),
    otherwise: () => words.marks.none,
  },
  {
    key: 'StopSignal',
    keyword: 'STOPSIGNAL',
    items: ({ StopSignal }) => one(StopSignal),
    otherwise: 'SIGTERM',
  },
  {
    key: 'Shell',
    keyword: 'SHELL',
    items: ({ Shell = [] }) => (Shell.length === 0 ? [] : [JSON.stringify(Shell)]),
    otherwise: '["/bin/sh","-c"]',
  },
  {
    key: 'OnBuild',
    keyword: 'ONBUILD',
    items: ({ OnBuild = [] }) => OnBuild,
    otherwise: () => words.marks.nothing,
  },
]

/** The configuration of a build's image, beside that of the build before; undefined when it gave no image. */
export function configView(build: BuildView, before?: BuildView): ConfigView | undefined {
  const { image } = build
  if (image === undefined) return undefined
  const rows = parts.map((part) => rowOf(part, { image, build, old: before?.image?.settings }))
  const counted = rows.map(({ items, gone }) => gone.length + items.filter(({ change }) => change !== undefined).length)
  return {
    sentence: startText(image.settings),
    rows: rows.filter(isTold),
    unset: rows.filter((row) => !isTold(row)).map(({ term, otherwise }) => `${term}: ${otherwise}`),
    ...(before?.image === undefined ? {} : { changes: counted.reduce((sum, count) => sum + count, 0) }),
  }
}

const alwaysTold = new Set<keyof ImageSettings>(['Entrypoint', 'Cmd', 'User', 'WorkingDir'])

function isTold({ key, items, gone }: ConfigRow): boolean {
  return alwaysTold.has(key) || items.length > 0 || gone.length > 0
}

interface Telling {
  readonly image: ImageView
  readonly build: BuildView
  readonly old: ImageSettings | undefined
}

function rowOf(part: Part, { image, build, old }: Telling): ConfigRow {
  const { key, otherwise } = part
  const texts = part.items(image.settings)
  const before = old === undefined ? undefined : part.items(old)
  return {
    term: words.config.terms[key],
    key,
    otherwise: typeof otherwise === 'string' ? otherwise : otherwise(),
    help: words.config.help[key],
    items: texts.map((text) => ({ text, ...changeOf(text, texts, before, part.sign), ...setBy(text, part, build) })),
    gone: (before ?? []).filter((text) => partner(text, texts, part.sign) === undefined),
  }
}

/** The item of another list that stands for the same: of the same name, or, where nothing has a name and there is but one, that one. */
function partner(text: string, others: readonly string[], sign: string | undefined): string | undefined {
  if (sign !== undefined) return others.find((other) => nameOf(other, sign) === nameOf(text, sign))
  return others.includes(text) ? text : others.length === 1 ? others[0] : undefined
}

function nameOf(text: string, sign: string): string {
  const at = text.indexOf(sign)
  return at < 0 ? text : text.slice(0, at)
}

function changeOf(
  text: string,
  texts: readonly string[],
  before: readonly string[] | undefined,
  sign: string | undefined,
): Pick<ConfigItem, 'change'> {
  if (before === undefined || before.includes(text)) return {}
  // Without names, one thing takes another's place only where there is but one of each.
  const old = sign === undefined && texts.length > 1 ? undefined : partner(text, before, sign)
  if (old === undefined) return { change: words.config.new }
  return {
    change: words.config.was(
      sign === undefined ? old : old.slice(nameOf(old, sign).length + sign.length) || words.config.empty,
    ),
  }
}

/** The last instruction of this Dockerfile that may have set it; what comes with the base image has none. */
function setBy(text: string, part: Part, build: BuildView): Pick<ConfigItem, 'instruction' | 'line'> {
  const instruction = build.instructions.findLastIndex(
    (view) => view.keyword === part.keyword && mentions(view, text, part),
  )
  const view = build.instructions[instruction]
  return view === undefined || !isInResult(instruction, build) ? {} : { instruction, line: view.first }
}

function mentions(view: InstructionView, text: string, { sign, key }: Part): boolean {
  if (sign !== undefined) return view.text.includes(nameOf(text, sign))
  return key !== 'ExposedPorts' && key !== 'Volumes' ? true : view.text.includes(text.replace(/\/tcp$/, ''))
}

/** Whether an instruction belongs to a stage that gives the image: one with a step of it below the top layer, or the last. */
function isInResult(instruction: number, build: BuildView): boolean {
  const from = build.instructions.findLastIndex(({ keyword }, place) => keyword === 'FROM' && place <= instruction)
  const last = build.instructions.findLastIndex(({ keyword }) => keyword === 'FROM')
  return (
    from === last ||
    build.image?.layers.some((layer) => layer.instruction === from || inStage(layer.instruction, from, build)) === true
  )
}

function inStage(instruction: number | undefined, from: number, build: BuildView): boolean {
  return (
    instruction !== undefined &&
    build.instructions.findLastIndex(({ keyword }, place) => keyword === 'FROM' && place <= instruction) === from
  )
}
