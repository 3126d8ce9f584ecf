import { readFile } from 'node:fs/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { importImages } from '../../../simulator/index.ts'
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
  return { ...head(), kind: 'build' }
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

describe('a trial that gave way', () => {
  it('to a question is taken up again', async () => {
    await Promise.all([desk.receive(project(dockerfile, 'a=1')), desk.receive({ ...head(), kind: 'catalog' })])
    expect(last('trial').build.failure).toBeUndefined()
  })
  it('to another workbench is taken up again', async () => {
    const other = { ...project(dockerfile, 'a=2'), session: 'other' }
    await Promise.all([desk.receive(project(dockerfile, 'a=1')), desk.receive(other)])
    expect(told.filter(({ kind }) => kind === 'trial').map(({ session }) => session)).toEqual(['other', 's'])
  })
  it('to a newer text is not', async () => {
    await Promise.all([desk.receive(project(dockerfile, 'a=1')), desk.receive(project(dockerfile, 'a=2'))])
    expect(told.filter(({ kind }) => kind === 'trial')).toHaveLength(1)
  })
})

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

  it('forecasts only the last of several edits', async () => {
    const first = desk.receive(project(dockerfile, 'a=1'))
    const second = project('FROM alpine:3.20\n')
    await Promise.all([first, desk.receive(second)])
    expect(told.filter((tell) => tell.kind === 'forecast').map((tell) => tell.id)).toEqual([2])
  })

  it('stops a build between two steps', async () => {
    const going = [desk.receive(project(dockerfile, 'a=1')), desk.receive(build())]
    await desk.receive({ ...head(), kind: 'cancel', work: ids - 1 })
    await Promise.all(going)
    expect(told.at(-1)?.kind).toBe('canceled')
  })

  it('runs everything anew when the project says so', async () => {
    const asked = project(dockerfile, 'a=1')
    await desk.receive(asked)
    await desk.receive(build())
    await desk.receive({
      ...head(),
      kind: 'project',
      change: { files: [], removed: [], options: { ...options, noCache: true } },
    })
    expect(last('forecast').forecast.steps.at(-1)?.willBe).toBe('run')
    await desk.receive(build())
    expect(steps()).toEqual(['ran COPY', 'ran RUN'])
  })

  it('says what a step changed', async () => {
    await desk.receive(project(dockerfile, 'a=1'))
    await desk.receive(build())
    const step = last('built').build.steps.findIndex((one) => one.name.includes('COPY'))
    await desk.receive({ ...head(), kind: 'step-files', step })
    expect(last('step-files')).toMatchObject({ step, files: { entries: [{ change: 'added', path: 'a' }] } })
  })

  it('tells the configuration of any image of the visit, and that there is none', async () => {
    await desk.receive({ ...head(), kind: 'config', build: 7 })
    expect(last('config')).toMatchObject({ build: 7, text: undefined })
    await desk.receive(project('FROM alpine:3.20\nENV A=1\n'))
    await desk.receive(build())
    const first = last('built').build.key
    await desk.receive(project('FROM alpine:3.20\nENV A=2\n'))
    await desk.receive(build())
    await desk.receive({ ...head(), kind: 'config', build: first })
    expect(JSON.parse(last('config').text ?? '')).toMatchObject({ config: { Env: expect.arrayContaining(['A=1']) } })
    await desk.receive({ ...head(), kind: 'config', build: last('built').build.key })
    expect(JSON.parse(last('config').text ?? '')).toMatchObject({ config: { Env: expect.arrayContaining(['A=2']) } })
  })

  it('tells the history of an image, with the layers that its lines made', async () => {
    await desk.receive(project('FROM alpine:3.20\nENV A=1\nCOPY a /a\n', 'a=1'))
    await desk.receive(build())
    const { history = [], layers = [] } = last('built').build.image ?? {}
    expect(history.slice(-2).map(({ createdBy, layer }) => `${createdBy.split(' ')[0]} ${layer}`)).toEqual([
      'ENV undefined',
      `COPY ${layers.length - 1}`,
    ])
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

describe('what a change would cost', () => {
  const groups = () => last('what-if').groups.map(({ group, rerun, cached }) => `${group} ${rerun.length} ${cached}`)

  it('tells for each group which steps run again', async () => {
    await desk.receive(project('FROM alpine:3.20\nCOPY a /a\nRUN echo hello > /b\nCOPY d /d\n', 'a=1', 'd/e=2', 'f=3'))
    await desk.receive({ ...head(), kind: 'what-if' })
    expect(groups()).toEqual(['a 3 1', 'd/ 1 3', 'f 0 4'])
    expect(last('what-if')).toMatchObject({ of: 3, state: 'done' })
  })

  it('leaves the builder and its cache alone', async () => {
    await desk.receive(project(dockerfile, 'a=1'))
    await desk.receive(build())
    await desk.receive({ ...head(), kind: 'what-if' })
    await desk.receive(build())
    expect(steps()).toEqual(['cached COPY', 'cached RUN'])
  })

  it('is worked out once for a text', async () => {
    await desk.receive(project(dockerfile, 'a=1'))
    await desk.receive({ ...head(), kind: 'what-if' })
    told = []
    await desk.receive({ ...head(), kind: 'what-if' })
    expect(told.map((tell) => tell.kind)).toEqual(['what-if'])
  })

  it('stops when it is cancelled, and when the text changes', async () => {
    await desk.receive(project(dockerfile, 'a=1'))
    const going = desk.receive({ ...head(), kind: 'what-if' })
    await desk.receive({ ...head(), kind: 'cancel', work: ids - 1 })
    await going
    expect(last('what-if').state).toBe('stopped')
    const again = desk.receive({ ...head(), kind: 'what-if' })
    await desk.receive(project('FROM alpine:3.20\n'))
    await again
    expect(last('what-if').state).toBe('stopped')
  })

  it('is impossible where the build fails', async () => {
    await desk.receive(project('FROM alpine:3.20\nRUN false\n', 'a=1'))
    await desk.receive({ ...head(), kind: 'what-if' })
    expect(last('what-if').state).toBe('impossible')
  })
})

describe('an image as an archive', () => {
  const pieces = () => told.filter((tell) => tell.kind === 'piece')

  it('comes in pieces that can be read back', async () => {
    await desk.receive(project('FROM scratch\nCOPY a /a\n', 'a=1'))
    await desk.receive(build())
    await desk.receive({ ...head(), kind: 'export' })
    const read = importImages(new Uint8Array(await new Blob(pieces().map((tell) => tell.piece)).arrayBuffer()))
    expect(read).toMatchObject({
      images: [{ image: { layers: [{ diffID: last('built').build.image?.layers[0]?.diffID }] } }],
    })
    expect(last('exported').state).toBe('done')
  })

  it('waits until its pieces are taken, and stops when it is cancelled', async () => {
    await desk.receive(project('FROM alpine:3.20\nCOPY a /a\nRUN head -c 20000000 /dev/zero > /z\n', 'a=1'))
    await desk.receive(build())
    const going = desk.receive({ ...head(), kind: 'export' })
    const work = ids
    while (pieces().length < 9) await new Promise((resume) => setImmediate(resume))
    for (let turn = 0; turn < 50; turn++) await new Promise((resume) => setImmediate(resume))
    expect(pieces()).toHaveLength(9)
    await desk.receive({ ...head(), kind: 'took', work })
    await desk.receive({ ...head(), kind: 'cancel', work })
    await going
    expect(last('exported').state).toBe('stopped')
  })

  it('is impossible before there is one', async () => {
    await desk.receive(project('FROM alpine:3.20\n'))
    await desk.receive({ ...head(), kind: 'export' })
    expect(last('exported').state).toBe('impossible')
  })
})

describe('the catalog', () => {
  it('is told to those who ask, with what the images hold that are loaded', async () => {
    await desk.receive(project('FROM alpine:3.22'))
    await desk.receive({ ...head(), kind: 'catalog' })
    const { images, bases } = last('catalog')
    expect(images.find(({ reference }) => reference === 'alpine:3.22')).toMatchObject({ size: 8_310_000 })
    expect(bases.get('docker.io/library/alpine:3.22')).toMatchObject({
      system: { family: 'alpine' },
      programs: expect.arrayContaining(['sh', 'apk']),
      users: expect.arrayContaining(['root']),
    })
  })
  it('is told again when another image is loaded, and only then', async () => {
    await desk.receive({ ...head(), kind: 'catalog' })
    await desk.receive(project('FROM alpine:3.22'))
    await desk.receive(project('FROM alpine:3.22\nRUN true'))
    expect(told.filter(({ kind }) => kind === 'catalog')).toHaveLength(2)
  })
  it('is not told to those who do not ask', async () => {
    await desk.receive(project('FROM alpine:3.22'))
    expect(told.filter(({ kind }) => kind === 'catalog')).toEqual([])
  })
})
