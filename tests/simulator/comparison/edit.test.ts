import { describe, expect, it } from 'vitest'
import { runBuild } from '../../../simulator/build.ts'
import { emptyStore } from '../../../simulator/cache/store.ts'
import { compareBuilds } from '../../../simulator/comparison/builds.ts'
import { explainEdit, fileGroups, whatIf } from '../../../simulator/comparison/edit.ts'
import { realContent } from '../../../simulator/filesystem/content.ts'
import { Draft } from '../../../simulator/filesystem/draft.ts'
import { atSecond, epoch } from '../../../simulator/filesystem/tree.ts'
import type { BuildRequest } from '../../../simulator/solver/result.ts'
import { bytesOf } from '../../../simulator/values/bytes.ts'
import { treeOf } from '../../notation/tree.ts'

const world = {
  catalog: { images: new Map(), known: new Set<string>(), packageTables: new Map() },
  store: emptyStore,
  now: atSecond(1000),
  programs: new Map(),
}

function requestOf(files: string, dockerfile: string): BuildRequest {
  const draft = new Draft(treeOf(files))
  const content = realContent(bytesOf(dockerfile))
  draft.set('Dockerfile', { kind: 'file', mode: 0o644, uid: 0, gid: 0, mtime: epoch, content })
  return { context: draft.finish() }
}

const good = requestOf('lib/a 1, src/b 2', 'FROM scratch\nCOPY lib /lib\nCOPY src /src\n')
const bad = requestOf('lib/a 1, src/b 2', 'FROM scratch\nCOPY src /src\nCOPY lib /lib\n')

/** `ran/cached` steps and delivered layers after an edit of `src/b`. */
function afterEdit(request: BuildRequest): string {
  const build = runBuild(request, world)
  const { rerun, cached, delivery } = explainEdit(build, request, world, new Map([['src/b', 'edited']]))
  return `${rerun.length} run, ${cached.length} cached, ${delivery?.layers.length} sent`
}

describe('an edit', () => {
  it('costs one layer in the good order', () => expect(afterEdit(good)).toBe('1 run, 1 cached, 1 sent'))
  it('runs two steps in the bad order, and sends only what became different', () =>
    expect(afterEdit(bad)).toBe('2 run, 0 cached, 1 sent'))
  it('leaves the store as it was', () => {
    const build = runBuild(good, world)
    explainEdit(build, good, world, new Map([['src/b', 'edited']]))
    expect(build.store.builds).toBe(1)
  })
  it('that fails has nothing to deliver', () => {
    const request = requestOf('a 1', 'FROM scratch\nCOPY a /a\n')
    expect(explainEdit(runBuild(request, world), request, world, new Map([['a', null]])).delivery).toBeUndefined()
  })
})

describe('what if', () => {
  it('groups files by top directory', () =>
    expect(fileGroups(treeOf('src/a, src/b/c, pom.xml, Dockerfile, .dockerignore')).map((group) => group.name)).toEqual(
      ['pom.xml', 'src/'],
    ))
  it('tells for each group what would run', () =>
    expect(
      whatIf(runBuild(good, world), good, world).map(({ group, outlook }) => `${group.name} ${outlook.rerun.length}`),
    ).toEqual(['lib/ 2', 'src/ 1']))
})

describe('a comparison', () => {
  it('finds the layers that two images share', () => {
    const other = requestOf('lib/a 1, src/b 3', 'FROM scratch\nCOPY lib /lib\nCOPY src /src\n')
    const { rows, shared, left } = compareBuilds(runBuild(good, world), runBuild(other, world))
    expect(rows.map((row) => row.isShared)).toEqual([true, false, false])
    expect([shared.value, left.value]).toEqual([1, 2])
  })
})
