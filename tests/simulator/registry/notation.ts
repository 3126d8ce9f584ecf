import { readFileSync } from 'node:fs'
import { runBuild } from '../../../simulator/build.ts'
import { emptyStore, type Store } from '../../../simulator/cache/store.ts'
import { Draft } from '../../../simulator/filesystem/draft.ts'
import { atSecond, epoch } from '../../../simulator/filesystem/tree.ts'
import { emptyTree, realContent, type Tree } from '../../../simulator/index.ts'
import { programs } from '../../../simulator/programs.ts'
import type { Build } from '../../../simulator/solver/result.ts'
import { bytesOf } from '../../../simulator/values/bytes.ts'
import { readCatalog } from '../../../tools/world.ts'
import { fixture } from '../../notation/catalog.ts'

export const catalog = readCatalog()

/** A fixture with a Dockerfile, and other texts by path. */
function context(name: string, dockerfile: string, files: Readonly<Record<string, string>>): Tree {
  const draft = new Draft(name === '' ? emptyTree : fixture(name))
  for (const [path, text] of Object.entries({ ...files, Dockerfile: dockerfile }))
    draft.set(path, { kind: 'file', mode: 0o644, uid: 0, gid: 0, mtime: epoch, content: realContent(bytesOf(text)) })
  return draft.finish()
}

/** Builds a fixture (or an empty folder) with a Dockerfile, a number of minutes later. */
export function built(
  name: string,
  dockerfile: string,
  files: Readonly<Record<string, string>> = {},
  { store = emptyStore, minute = 0 }: { readonly store?: Store; readonly minute?: number } = {},
): Build & { readonly image: NonNullable<Build['image']> } {
  const now = atSecond(1_795_521_600 + 60 * minute)
  const build = runBuild({ context: context(name, dockerfile, files) }, { catalog, programs, store, now })
  if (build.image === undefined) throw new Error(build.failure?.text ?? 'no image')
  return { ...build, image: build.image }
}

const controller = 'src/main/java/io/pelican/tariff/TariffController.java'

/** The Java service in a Dockerfile, before and after an edit of its source. */
export function editedJava(dockerfile: string) {
  const before = built('java-rest', dockerfile)
  const text = readFileSync(`content/fixtures/java-rest/${controller}`, 'utf8')
  const after = built(
    'java-rest',
    dockerfile,
    { [controller]: `${text}// edited\n` },
    { store: before.store, minute: 1 },
  )
  return { before, after }
}

/** Sources above the packages, and below them. */
export const badOrder =
  'FROM eclipse-temurin:21-jre\nCOPY src /app/src\nRUN apt-get update && apt-get install -y curl\n'
export const goodOrder =
  'FROM eclipse-temurin:21-jre\nRUN apt-get update && apt-get install -y curl\nCOPY src /app/src\n'
