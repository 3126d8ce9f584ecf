import { atSecond } from '../../simulator/filesystem/tree.ts'
import {
  type Build,
  type BuildRequest,
  Draft,
  emptyStore,
  type Forecast,
  forecast,
  type Problem,
  realContent,
  runBuild,
  type Tree,
} from '../../simulator/index.ts'
import { programs } from '../../simulator/programs.ts'
import { bytesOf } from '../../simulator/values/bytes.ts'
import { readCatalog } from '../../tools/world.ts'
import { treeOf } from './tree.ts'

const catalog = readCatalog()
const now = atSecond(Date.UTC(2026, 10, 24) / 1000)

/** A context of files in tree notation with a Dockerfile. */
export function contextWith(dockerfile: string, files = ''): Tree {
  const draft = new Draft(treeOf(files))
  const content = realContent(bytesOf(dockerfile))
  draft.set('Dockerfile', { kind: 'file', mode: 0o644, uid: 0, gid: 0, mtime: atSecond(0), content })
  return draft.finish()
}

/** What is known of a Dockerfile before it is built, with the catalog's images and a cold cache. */
export function forecastOf(dockerfile: string, files = '', more: Partial<BuildRequest> = {}): Forecast {
  const request = { context: contextWith(dockerfile, files), ...more }
  return forecast(request, { catalog, store: emptyStore, now })
}

/** All that is found wrong with a Dockerfile before it is built. */
export function problemsIn(dockerfile: string, files = '', more: Partial<BuildRequest> = {}): readonly Problem[] {
  return forecastOf(dockerfile, files, more).problems
}

/** Builds it with the catalog's images and a cold cache. */
export function builtFrom(dockerfile: string, files = '', more: Partial<BuildRequest> = {}): Build {
  return runBuild({ context: contextWith(dockerfile, files), ...more }, { catalog, store: emptyStore, now, programs })
}

/** Each finding as its code and what an editor underlines: `DL3008 curl`. `only`: the codes that are looked at. */
export function found(dockerfile: string, only: RegExp, files = ''): readonly string[] {
  return problemsIn(dockerfile, files)
    .filter(({ code }) => only.test(code))
    .map(({ code, focus, range }) => {
      const place = focus ?? range
      return place === undefined ? code : `${code} ${dockerfile.slice(place.from, place.to)}`
    })
}
