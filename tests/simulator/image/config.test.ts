import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { emptyTree } from '../../../simulator/filesystem/tree.ts'
import { configDigest, configText, parseConfig } from '../../../simulator/image/config.ts'
import type { Image } from '../../../simulator/image/image.ts'
import { layerOf } from '../../../simulator/image/layer.ts'

const bare: Image = {
  platform: { os: 'linux', architecture: 'amd64' },
  settings: {},
  layers: [],
  history: [],
  tree: emptyTree,
}

/** The image that a configuration describes, its layers empty but for their names. */
function imageOf(text: string): Image {
  const config = parseConfig(text)
  if (config.kind === 'failed') throw new Error(config.reason)
  const { kind: _, diffIDs, ...rest } = config
  return { ...bare, ...rest, layers: diffIDs.map((diffID) => ({ ...layerOf([]), diffID })) }
}

it('writes nothing but FROM scratch as recorded', () => {
  const settings = { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], WorkingDir: '/' }
  expect(configText({ ...bare, settings }).length).toBe(214)
  expect(configDigest({ ...bare, settings })).toBe(
    'sha256:471a1b8817eefb6569017c1a76f288e0d4e5c8476eb199485c469d0b033168bf',
  )
})

it('sorts labels by bytes, also those that are numbers', () => {
  const text = configText({ ...bare, settings: { Labels: { b: '1', a: '2', '10': '3', '9': '4', B: '5' } } })
  expect(text).toContain('"Labels":{"10":"3","9":"4","B":"5","a":"2","b":"1"}')
})

it('escapes as Go does', () =>
  expect(configText({ ...bare, author: '<a>&\u2028é"\u0001' })).toContain('"\\u003ca\\u003e\\u0026\\u2028é\\"\\u0001"'))

it('puts the variant last', () =>
  expect(configText({ ...bare, platform: { os: 'linux', architecture: 'arm', variant: 'v7' } })).toMatch(
    /"rootfs":.*,"variant":"v7"}$/,
  ))

it('leaves out what is empty', () =>
  expect(
    configText({ ...bare, settings: { Cmd: [], User: '', Labels: {}, Healthcheck: { Test: ['NONE'], Interval: 0 } } }),
  ).toContain('"config":{"Healthcheck":{"Test":["NONE"]}}'))

it('refuses what is no configuration', () => {
  for (const text of [
    '',
    '[]',
    '{}',
    '{"architecture":1,"os":"linux","rootfs":{}}',
    '{"architecture":"a","os":"l","rootfs":{"diff_ids":["x"]}}',
  ])
    expect(parseConfig(text).kind).toBe('failed')
})

const cases = new URL('../../conformance/cases/', import.meta.url)
for (const name of readdirSync(cases)) {
  it(`writes the recorded configurations of ${name} again`, () => {
    const expected = readFileSync(new URL(`${name}/expected.json`, cases), 'utf8')
    for (const { image } of JSON.parse(expected).steps)
      if (image !== undefined) expect(configText(imageOf(image.configText))).toBe(image.configText)
  })
}
