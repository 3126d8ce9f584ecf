import { newHost } from '../docker/laptop.ts'
import { withImage } from '../docker/passing.ts'
import type { Site } from '../docker/site.ts'
import { Draft } from '../filesystem/draft.ts'
import { atSecond, emptyTree, type Tree } from '../filesystem/tree.ts'
import { parseReference } from '../image/reference.ts'
import { repositoryOf } from '../registry/library.ts'
import { pushImage } from '../registry/push.ts'
import { newRegistry } from '../registry/registry.ts'
import type { Exercise } from './exercise.ts'
import type { ExerciseFile } from './file.ts'
import type { JudgeWorld } from './judge.ts'
import { type GivenImage, home, laptop, Played, secretFolder, unseenFolder } from './played.ts'
import type { Verbs } from './procedure.ts'
import { treeOf, written } from './project.ts'
import { buildLine } from './verbs/building.ts'
import { performStep, stepText } from './verbs/performing.ts'
import { typeLine } from './verbs/typing.ts'
import type { Judging } from './verdict.ts'

/** Of which image's files the computers' own system is. */
export const hostSystem = 'docker.io/library/debian:bookworm-slim'
/** When a procedure begins: noon of the day on which the files were written, as for the first build of a workbench. */
const begin = atSecond(written.seconds + 43_200)

/**
 * Plays an exercise's procedure with some files in a new world: computers with docker and nothing built, registries that hold the catalog's images and the
 * exercise's own. Tells each step before it is done.
 */
export function* play(
  exercise: Exercise,
  files: Readonly<Record<string, string>>,
  world: JudgeWorld,
): Generator<Judging, Played> {
  const played = yield* prepare(exercise, files, world)
  const { procedure } = exercise
  for (const [at, step] of procedure.entries()) {
    yield { kind: 'step', done: at, of: procedure.length, what: stepText(step) }
    for (const name of hostsOf(step)) addHost(played, name)
    yield* performStep(played, step)
    if (played.stopped !== undefined) break
  }
  return played
}

/** The world in which a procedure begins; the exercise's images are built in it. */
export function* prepare(
  exercise: Exercise,
  files: Readonly<Record<string, string>>,
  world: JudgeWorld,
): Generator<Judging, Played> {
  yield { kind: 'needs', images: [hostSystem, ...imagesIn(exercise, files)] }
  const own = filesWith(exercise, files)
  const site: Site = { hosts: new Map(), registry: newRegistry() }
  const played = new Played(exercise, { catalog: world.catalog, programs: world.programs }, site)
  for (const { image, tag, at } of yield* ownImages(exercise, played)) {
    const reference = parseReference(tag)
    if ('error' in reference || at === 'host') continue
    const { registry } = pushImage(
      played.site.registry,
      world.catalog,
      image,
      repositoryOf(reference),
      reference.tag ?? 'latest',
    )
    played.site = { ...played.site, registry }
  }
  played.site = { ...played.site, hosts: new Map() }
  addHost(played, laptop, own)
  for (const { image, tag, at } of played.images) {
    const host = played.host()
    if (at !== 'host' || host === undefined) continue
    const next = withImage(host, image, [tag], host.clock, { ...played.world, registry: played.site.registry })
    played.site = { ...played.site, hosts: new Map(played.site.hosts).set(laptop, next) }
  }
  return played
}

/** The files of a project: those of the start, with what was handed in in place of those that may be edited. */
export function filesWith(exercise: Exercise, handedIn: Readonly<Record<string, string>>): readonly ExerciseFile[] {
  const start = new Map(exercise.files.map((file) => [file.path, file]))
  const kept = exercise.files.filter(({ path }) => !exercise.editable.includes(path) && !Object.hasOwn(handedIn, path))
  const given = Object.entries(handedIn).map(([path, text]): ExerciseFile => {
    const mode = start.get(path)?.mode
    return { path, text, ...(mode === undefined ? {} : { mode }) }
  })
  return [...kept, ...given]
}

/** Builds the exercise's own images, each on a computer that is gone afterwards. */
function* ownImages(exercise: Exercise, played: Played): Generator<Judging, readonly GivenImage[]> {
  for (const { tag, files, dockerfile, args, secrets = {}, at } of exercise.images) {
    const maker = 'maker'
    addHost(played, maker, files, secrets)
    const step: Verbs['build'] = {
      as: 'image',
      tag,
      file: dockerfile,
      ...(args === undefined ? {} : { args }),
      secrets: Object.keys(secrets),
    }
    const run = yield* typeLine(played, maker, buildLine(step))
    const build = run.builds[0]
    if (build?.image === undefined)
      throw new RangeError(
        `${exercise.id}: the image ${tag} does not build: ${build?.failure?.message ?? run.output.map(({ text }) => text).join('')}`,
      )
    played.images.push({ tag, at, image: build.image })
  }
  return played.images
}

function addHost(
  played: Played,
  name: string,
  files: readonly ExerciseFile[] = [],
  secrets = played.exercise.secrets,
): void {
  if (name !== 'maker' && played.site.hosts.has(name)) return
  const system = played.world.catalog.images.get(hostSystem)?.image.tree ?? emptyTree
  const now = played.host()?.clock ?? begin
  const host = newHost({ name, system, project: treeOf(files), folder: 'work', now })
  const withOther = withFolders(host.files, {
    [unseenFolder]: treeOf(played.exercise.unseen),
    [secretFolder]: treeOf(Object.entries(secrets).map(([path, text]) => ({ path, text }))),
  })
  played.site = {
    ...played.site,
    hosts: new Map(played.site.hosts).set(name, { ...host, directory: home, files: withOther }),
  }
}

function withFolders(tree: Tree, folders: Readonly<Record<string, Tree>>): Tree {
  const draft = new Draft(tree)
  for (const [path, folder] of Object.entries(folders)) draft.set(path, folder)
  return draft.finish()
}

function hostsOf(step: Exercise['procedure'][number]): readonly string[] {
  return Object.values(step).flatMap((verb) => ('on' in verb && typeof verb.on === 'string' ? [verb.on] : []))
}

/** The images that files name in FROM and --from, so that they can be loaded before anything is built. */
export function imagesIn(
  { files, images, unseen, allowed_bases = [] }: Exercise,
  handedIn: Readonly<Record<string, string>>,
): readonly string[] {
  const texts = [
    ...Object.values(handedIn),
    ...[...files, ...unseen, ...images.flatMap((image) => image.files)].map(({ text = '' }) => text),
  ]
  const names = texts.flatMap((text) =>
    [...text.matchAll(/^\s*FROM\s+(?:--platform=\S+\s+)?(\S+)|--from=(\S+)/gim)].map(
      (match) => match[1] ?? match[2] ?? '',
    ),
  )
  const found = [...new Set([...names, ...allowed_bases])].flatMap((name) => {
    const reference = parseReference(name)
    return 'error' in reference || name === 'scratch' ? [] : [reference.normal]
  })
  return found.slice(0, 40)
}
