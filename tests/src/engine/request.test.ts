import { describe, expect, it } from 'vitest'
import { emptyTree } from '../../../simulator/index.ts'
import type { BuildOptions } from '../../../src/engine/protocol.ts'
import { requestOf } from '../../../src/engine/request.ts'

/** The request that flags make, without what every request has. */
function partsOf(options: Omit<BuildOptions, 'tag' | 'dockerfile'>) {
  const {
    context: _,
    dockerfile: __,
    noCache,
    ...parts
  } = requestOf(emptyTree, {
    ...options,
    dockerfile: 'Dockerfile',
  })
  return noCache === false ? parts : { ...parts, noCache }
}

describe('a request', () => {
  it('has nothing that is not set', () => expect(partsOf({})).toEqual({}))
  it('takes the flags as they are', () =>
    expect(
      partsOf({ target: 'a', buildArgs: { A: '1' }, noCache: true, noCacheFilter: ['b'], network: 'none' }),
    ).toEqual({ target: 'a', buildArgs: { A: '1' }, noCache: true, noCacheFilter: ['b'], network: 'none' }))
  it('reads a platform', () =>
    expect(partsOf({ platform: 'linux/arm/v7' })).toEqual({
      platform: { os: 'linux', architecture: 'arm', variant: 'v7' },
    }))
  it('gives secrets as bytes', () =>
    expect(partsOf({ secrets: { token: 'abc' } }).secrets).toEqual(
      new Map([['token', new Uint8Array([0x61, 0x62, 0x63])]]),
    ))
})
