import { runBuild } from '../build.ts'
import { emptyStore } from '../cache/store.ts'
import { commandLine, variablesOf } from '../containers/command.ts'
import { type Change, changesBetween } from '../filesystem/differences.ts'
import { emptyTree, type Tree } from '../filesystem/tree.ts'
import { configDigest } from '../image/config.ts'
import type { Image, ImageSettings } from '../image/image.ts'
import { layerOf } from '../image/layer.ts'
import { parseReference } from '../image/reference.ts'
import type { HeldContainer, HostDraft } from './host.ts'
import { rfcText } from './times.ts'
import { treeOf } from './trees.ts'

/** What is said of an image that is made without a build. */
export interface Said {
  readonly message?: string
  readonly author?: string
  /** Dockerfile instructions that change its settings. */
  readonly changes: readonly string[]
}

/** Instructions that a change may be. Source: moby, builder/dockerfile/builder.go, validCommitCommands. */
const changeKinds = 'CMD ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL ONBUILD STOPSIGNAL USER VOLUME WORKDIR'.split(' ')

/**
 * The image that `docker commit` makes of a container: its image and one layer, of what it changed; the settings are those that it was started with.
 * Source: moby, daemon/commit.go.
 */
export function committedImage(
  draft: HostDraft,
  container: HeldContainer,
  said: Said,
): Image | { readonly wrong: string } {
  const { image, options } = container.plan
  const { command, entrypoint, user, directory, environment } = options
  const own: ImageSettings = {
    ...image.settings,
    ...(command === undefined && entrypoint === undefined ? {} : { Cmd: command ?? [] }),
    ...(entrypoint === undefined ? {} : { Entrypoint: entrypoint === '' ? [] : [entrypoint] }),
    ...(user === undefined ? {} : { User: user }),
    ...(directory === undefined ? {} : { WorkingDir: directory }),
    ...(environment === undefined ? {} : { Env: mergedEnvironment(image.settings.Env ?? [], environment) }),
  }
  const tree = treeOf(draft, container)
  return made(
    draft,
    image,
    { tree, changes: changesBetween(image.tree, tree), settings: own },
    {
      ...said,
      createdBy: commandLine(image.settings, options).join(' '),
    },
  )
}

/** The image that `docker import` makes of an archive: one layer, no settings but the changes. */
export function importedImage(
  draft: HostDraft,
  tree: Tree,
  from: string,
  said: Said,
): Image | { readonly wrong: string } {
  const empty: Image = {
    platform: { os: 'linux', architecture: 'amd64' },
    settings: {},
    layers: [],
    history: [],
    tree: emptyTree,
  }
  const changes = changesBetween(emptyTree, tree)
  return made(
    draft,
    empty,
    { tree, changes, settings: {} },
    { ...said, message: said.message ?? `Imported from ${from}`, createdBy: '' },
  )
}

function made(
  draft: HostDraft,
  below: Image,
  now: { readonly tree: Tree; readonly changes: readonly Change[]; readonly settings: ImageSettings },
  said: Said & { readonly createdBy: string },
): Image | { readonly wrong: string } {
  const settings = changedSettings(draft, now.settings, said.changes)
  if ('wrong' in settings) return { wrong: String(settings.wrong) }
  const created = rfcText(draft.now)
  const { author, message, createdBy } = said
  return {
    platform: below.platform,
    settings,
    layers: [...below.layers, layerOf(now.changes)],
    history: [
      ...below.history,
      {
        created,
        created_by: createdBy,
        ...(author === undefined ? {} : { author }),
        ...(message === undefined ? {} : { comment: message }),
      },
    ],
    created,
    ...(author === undefined ? {} : { author }),
    tree: now.tree,
  }
}

/** Settings after instructions: those of an image that is built of nothing else. */
function changedSettings(
  draft: HostDraft,
  settings: ImageSettings,
  changes: readonly string[],
): ImageSettings | { readonly wrong: string } {
  if (changes.length === 0) return settings
  const bad = changes
    .map((line) => line.trim().split(/\s/, 1)[0]?.toUpperCase() ?? '')
    .find((word) => !changeKinds.includes(word))
  if (bad !== undefined) return { wrong: `${bad} is not a valid change command` }
  const name = parseReference('committed')
  if ('error' in name) throw new RangeError(name.error)
  const image: Image = {
    platform: { os: 'linux', architecture: 'amd64' },
    settings,
    layers: [],
    history: [],
    tree: emptyTree,
  }
  const catalog = {
    ...draft.world.catalog,
    own: new Map([[name.normal, { image, manifestDigest: configDigest(image), isLocal: true }]]),
  }
  const dockerfileText = `FROM committed\n${changes.join('\n')}\n`
  const { programs } = draft.world
  const built = runBuild(
    { context: emptyTree, dockerfileText },
    { catalog, programs, store: emptyStore, now: draft.now },
  )
  return built.image?.settings ?? { wrong: built.failure?.message ?? 'no image' }
}

function mergedEnvironment(below: readonly string[], given: readonly string[]): readonly string[] {
  const names = new Set(variablesOf(given).map(([name]) => name))
  return [...given, ...below.filter((line) => !names.has(line.split('=', 1)[0] ?? ''))]
}
