import { readFile } from 'node:fs/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { programs } from '../../../simulator/programs.ts'
import { Desk } from '../../../src/engine/desk.ts'
import type { Ask, BuildOptions, Tell } from '../../../src/engine/protocol.ts'
import type { ProjectFile } from '../../../src/state/project.ts'

const options: BuildOptions = { dockerfile: 'Dockerfile', tag: 'a' }
const catalog = new URL('../../../catalog/', import.meta.url)
let told: Tell[]
let fetched: string[]
let reachable: boolean
let desk: Desk
let ids: number

beforeEach(() => {
  told = []
  fetched = []
  reachable = true
  ids = 0
  desk = new Desk({
    tell: (tell) => void told.push(tell),
    fetchJson: async (path) => {
      fetched.push(path)
      if (!reachable) throw new TypeError('no network')
      return JSON.parse(await readFile(new URL(path, catalog), 'utf8'))
    },
    loadPrograms: async () => programs,
    pause: () => new Promise((resume) => setImmediate(resume)),
  })
})

function head() {
  ids += 1
  return { session: 's', id: ids, revision: ids }
}

/** Sets the Dockerfile and other files (`path=text`). */
function project(dockerfile: string, ...others: readonly string[]): Ask {
  const files: ProjectFile[] = others.map((one) => {
    const [path = '', text = ''] = one.split('=')
    return { path, text }
  })
  return {
    ...head(),
    kind: 'project',
    change: { files: [{ path: 'Dockerfile', text: dockerfile }, ...files], removed: [], options },
  }
}

function build(): Extract<Ask, { kind: 'build' }> {
  return { ...head(), kind: 'build', noCache: false }
}

function last<Kind extends Tell['kind']>(kind: Kind): Extract<Tell, { kind: Kind }> {
  const found = told.findLast((tell): tell is Extract<Tell, { kind: Kind }> => tell.kind === kind)
  if (found === undefined)
    throw new Error(`nothing of kind ${kind} was told, only ${told.map((tell) => tell.kind).join(', ')}`)
  return found
}

/** Own steps of the last build, as `cached COPY`. */
function steps(): readonly string[] {
  const { build } = last('built')
  return build.steps.flatMap((step) => {
    const instruction = step.instruction === undefined ? undefined : build.instructions[step.instruction]
    return instruction === undefined || step.kind === 'base' ? [] : [`${step.status} ${instruction.keyword}`]
  })
}

const dockerfile = 'FROM alpine:3.20\nCOPY a /a\nRUN echo hello > /b\n'

describe('the desk', () => {
  it('fetches the images that a Dockerfile names, and no others', async () => {
    await desk.receive(project(dockerfile, 'a=1'))
    expect(fetched.filter((path) => path.startsWith('images/'))).toEqual(['images/alpine_3.20.json'])
    expect(last('forecast').forecast.problems.filter((problem) => problem.severity === 'error')).toEqual([])
  })

  it('tells after a forecast what a build would give', async () => {
    await desk.receive(project(dockerfile, 'a=1'))
    const sizes = last('trial').build.steps.flatMap((step) =>
      step.layer === undefined ? [] : [step.layer.fileBytes.value],
    )
    expect(sizes.slice(-2)).toEqual([1, 6])
  })

  it('keeps nothing of a trial', async () => {
    await desk.receive(project(dockerfile, 'a=1'))
    await desk.receive(build())
    expect(last('built').build.number).toBe(1)
    expect(steps()).toEqual(['ran COPY', 'ran RUN'])
  })

  it('builds from the cache what has not changed', async () => {
    await desk.receive(project(dockerfile, 'a=1'))
    await desk.receive(build())
    await desk.receive({
      ...head(),
      kind: 'project',
      change: { files: [{ path: 'Dockerfile', text: `${dockerfile}RUN true\n` }], removed: [], options },
    })
    await desk.receive(build())
    expect(steps()).toEqual(['cached COPY', 'cached RUN', 'ran RUN'])
  })

  it('names the file that made a step run again', async () => {
    await desk.receive(project(dockerfile, 'a=1'))
    await desk.receive(build())
    await desk.receive({
      ...head(),
      kind: 'project',
      change: { files: [{ path: 'a', text: '2' }], removed: [], options },
    })
    await desk.receive(build())
    const reasons = last('built').build.steps.map((step) => step.reason)
    expect(reasons).toContainEqual({ kind: 'file', path: 'a', change: 'content' })
  })

  it('forgets all builds when it is cooled', async () => {
    await desk.receive(project(dockerfile, 'a=1'))
    await desk.receive(build())
    await desk.receive({ ...head(), kind: 'cold' })
    await desk.receive(build())
    expect(steps()).toEqual(['ran COPY', 'ran RUN'])
  })

  it('sees that a file was removed', async () => {
    await desk.receive(project(dockerfile, 'a=1'))
    await desk.receive({ ...head(), kind: 'project', change: { files: [], removed: ['a'], options } })
    await desk.receive(build())
    expect(last('built').build.failure?.message).toContain('"/a": not found')
  })

  it('says which files a layer holds', async () => {
    await desk.receive(project(dockerfile, 'a=1'))
    await desk.receive(build())
    const layers = last('built').build.image?.layers.length ?? 0
    await desk.receive({ ...head(), kind: 'layer-files', layer: layers - 1 })
    expect(last('layer-files').files?.entries).toContainEqual({ change: 'added', path: 'b', kind: 'file', size: 6 })
  })

  it('forecasts only the last of several edits', async () => {
    const first = desk.receive(project(dockerfile, 'a=1'))
    const second = project('FROM alpine:3.20\n')
    await Promise.all([first, desk.receive(second)])
    expect(told.filter((tell) => tell.kind === 'forecast').map((tell) => tell.id)).toEqual([2])
  })

  it('stops a build between two steps', async () => {
    await desk.receive(project('FROM alpine:3.20\nRUN true\n'))
    await desk.receive({
      ...head(),
      kind: 'project',
      change: { files: [{ path: 'Dockerfile', text: 'FROM alpine:3.20\nRUN false || true\n' }], removed: [], options },
    })
    const ask: Ask = { ...build(), noCache: true }
    const going = desk.receive(ask)
    await desk.receive({ ...head(), kind: 'cancel', build: ids - 1 })
    await going
    expect(told.at(-1)?.kind).toBe('canceled')
  })

  it('says that the catalog cannot be reached, and works again when it can', async () => {
    reachable = false
    await desk.receive(project(dockerfile, 'a=1'))
    expect(last('unreachable').message).toContain('cannot be reached')
    reachable = true
    await desk.receive(build())
    expect(last('built').build.failure).toBeUndefined()
  })

  it('ends an endless loop with an error at its line', async () => {
    await desk.receive(project('FROM alpine:3.20\nRUN while true; do :; done\n'))
    await desk.receive(build())
    expect(last('built').build.failure).toBeDefined()
  })
})
