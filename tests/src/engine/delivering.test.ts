import { beforeEach, describe, expect, it } from 'vitest'
import { Spoken } from './desk-notation.ts'

let desk: Spoken

beforeEach(() => {
  desk = new Spoken()
})

const dockerfile = 'FROM alpine:3.22\nCOPY a /a\nRUN echo hello > /b\nCOPY c /c\n'

/** Builds with a text for each file; gives the key of the build. */
async function built(a: string, c: string): Promise<number> {
  await desk.project(dockerfile, `a=${a}`, `c=${c}`)
  await desk.ask('build', {})
  return desk.last('built').build.key
}

async function asked(build: number, before?: number | 'pushed', nodes = 4, fresh = 0) {
  const question = { build, nodes, fresh, ...(before === undefined ? {} : { before }) }
  await desk.ask('registry', { question })
  return desk.last('registry').registry
}

describe('a push', () => {
  it('mounts the base, and sends what is new', async () => {
    const registry = await asked(await built('1', '1'))
    expect(registry?.layers.map(({ push }) => push.way)).toEqual(['mounted', 'sent', 'sent', 'sent'])
    expect(registry?.layers[0]?.push.from).toBe('docker.io/library/alpine')
    expect([registry?.repository, registry?.tag]).toEqual(['docker.io/you/a', 'latest'])
    expect(registry?.earlier).toBeUndefined()
  })
  it('after a change sends what the comparison of both counts', async () => {
    const [one, two] = [await built('1', '1'), await built('1', '2')]
    const registry = await asked(two, one)
    await desk.ask('compare', { left: { kind: 'build', key: one }, right: { kind: 'build', key: two } })
    const { toRight } = desk.last('compare').comparison ?? {}
    expect(registry?.layers.map(({ push }) => push.way)).toEqual(['there', 'there', 'there', 'sent'])
    expect(registry?.push).toMatchObject({ layers: toRight?.layers ?? 0, bytes: toRight?.bytes ?? 0 })
    expect(registry?.nodes.every(({ bytes }) => bytes.value === toRight?.bytes.value)).toBe(true)
    expect(registry?.earlier).toMatchObject({ layers: 3, of: 4 })
  })
  it('of a build that is forgotten has no figures', async () => {
    const one = await built('1', '1')
    expect(await asked(7, one)).toBeUndefined()
    expect(await asked(one, 7)).toBeUndefined()
  })
  it('of what was only tried has them', async () => {
    await desk.project(dockerfile, 'a=1', 'c=1')
    expect((await asked(desk.last('trial').build.key))?.push.layers).toBe(3)
  })
})

describe('a fleet', () => {
  it('pulls what each node lacks', async () => {
    const [one, two] = [await built('1', '1'), await built('1', '2')]
    const registry = await asked(two, one, 5, 2)
    expect(registry?.nodes.map(({ has, layers }) => `${has} ${layers}`)).toEqual([
      'other 1',
      'other 1',
      'other 1',
      'nothing 4',
      'nothing 4',
    ])
  })
  it('has fifty nodes at most', async () =>
    expect((await asked(await built('1', '1'), undefined, 5000))?.nodes).toHaveLength(50))
})

async function typed(line: string, shell = 1): Promise<string> {
  await desk.ask('shell', { shell, question: { kind: 'line', line, passedMs: 0 } })
  const { answer } = desk.last('shell')
  return answer.kind === 'ran' ? answer.output.map(({ text }) => text).join('') : answer.kind
}

async function pressed(act: 'push' | 'pull', build: number, nodes = 3) {
  await desk.ask('registry', { question: { build, nodes, fresh: 0, before: 'pushed' }, act })
  return desk.last('registry').registry
}

const ways = (registry: Awaited<ReturnType<typeof pressed>>) => registry?.layers.map(({ push }) => push.way)

describe('the terminal', () => {
  it('sends as many layers as the registry counts, and what it pushed is in the repository', async () => {
    const one = await built('1', '1')
    await typed('docker login -u you -p secret; docker tag a you/a; docker push you/a')
    const two = await built('1', '2')
    const registry = await asked(two, one)
    const { layers, digest } = (await asked(two, 'pushed')) ?? {}
    expect(layers?.map(({ push }) => push.way)).toEqual(registry?.layers.map(({ push }) => push.way))
    expect(registry?.pushed.map(({ repository, tag }) => `${repository}:${tag}`)).toEqual(['docker.io/you/a:latest'])
    const text = await typed('docker tag a you/a; docker push you/a | cat')
    expect(text.match(/: Pushed$/gm)).toHaveLength(registry?.push.layers ?? 0)
    expect(text.match(/: Layer already exists$/gm)).toHaveLength(3)
    expect(text).toContain(`latest: digest: ${digest} size: ${registry?.manifestBytes}`)
  })
})

describe('a button', () => {
  it('pushes as a line does: what was pressed is there for the terminal', async () => {
    const registry = await pressed('push', await built('1', '1'))
    expect(ways(registry)).toEqual(['mounted', 'sent', 'sent', 'sent'])
    expect(registry?.done?.line).toMatch(
      /^echo \S+ \| docker login .*\ndocker tag a:latest you\/a\ndocker push you\/a$/,
    )
    expect(registry?.done?.output.match(/: Pushed$/gm)).toHaveLength(3)
    expect(await typed('docker images --digests you/a')).toContain(registry?.digest.slice(0, 20) ?? '-')
    expect(await typed('docker push you/a | cat')).not.toContain('Pushed')
  })
  it('sends after a change what the figures said, and what a typed push would have sent', async () => {
    await pressed('push', await built('1', '1'))
    const two = await built('1', '2')
    const said = await asked(two, 'pushed')
    const done = await pressed('push', two)
    expect(done?.push).toEqual(said?.push)
    expect(done?.done?.output.match(/: Pushed$/gm)).toHaveLength(said?.push.layers ?? 0)
  })
  it('pulls on each node, and what was typed on one counts', async () => {
    const one = await built('1', '1')
    await pressed('push', one)
    await desk.ask('shell', { shell: 2, question: { kind: 'begin', host: 'node-2' } })
    expect(await typed('docker pull you/a && docker images -q', 2)).toMatch(/\n[0-9a-f]{12}\n$/)
    expect((await pressed('pull', one))?.nodes.map(({ has, layers }) => `${has} ${layers}`)).toEqual([
      'nothing 4',
      'this 0',
      'nothing 4',
    ])
    const two = await built('1', '2')
    await pressed('push', two)
    expect((await pressed('pull', two))?.nodes.map(({ has, layers }) => `${has} ${layers}`)).toEqual(
      Array(3).fill('other 1'),
    )
    expect((await typed('docker images -aq', 2)).trim().split('\n')).toHaveLength(2)
  })
  it('is refused in docker’s words where another account is signed in', async () => {
    const one = await built('1', '1')
    await typed('docker login -u noor -p secret')
    const { done, pushed } = (await pressed('push', one)) ?? {}
    expect([done?.isRefused, pushed]).toEqual([true, []])
    expect(done?.output).toContain('denied: requested access to the resource is denied')
  })
})
