import { describe, expect, it } from 'vitest'
import { Draft } from '../../../simulator/filesystem/draft.ts'
import { epoch, type Tree } from '../../../simulator/filesystem/tree.ts'
import type { RunMount } from '../../../simulator/graph/vertex.ts'
import { attachMounts, detachMounts, type MountSurroundings } from '../../../simulator/solver/mounts.ts'
import { drawTree, treeOf } from '../../notation/tree.ts'

type Given = Partial<RunMount> & Pick<RunMount, 'kind' | 'target'>

const plain = { source: '/', readOnly: false, id: 'x', file: true } as const

function surroundingsOf(inputs: readonly Tree[], layers: readonly number[] = []): MountSurroundings {
  const identities = inputs.map((_, at) => `input ${at}`)
  return {
    inputs,
    layers,
    identities,
    now: epoch,
    secrets: new Map([['x', new Uint8Array(1)]]),
    cacheMounts: new Map(),
  }
}

/** The tree, in tree notation, that a RUN sees with its mounts; the reason when it cannot start. `from` is input 1. */
function mounted(onto: string, mounts: readonly Given[], from = 'f 1, d/a 1', layers = 1): string {
  const draft = new Draft(treeOf(`etc/hosts, etc/resolv.conf, ${onto}`))
  const operation = { mounts: mounts.map((mount) => ({ ...plain, ...mount })), hosts: [] }
  const attached = attachMounts(draft, operation, surroundingsOf([treeOf(''), treeOf(from)], [1, layers]))
  if ('refused' in attached) return attached.refused.replace(/^.*: mount src=/, 'mount src=')
  if ('failure' in attached) return attached.failure
  draft.remove('/etc')
  return drawTree(draft.finish())
}

const bind = { kind: 'bind', input: 1, readOnly: true } as const
const secret = { kind: 'secret' } as const

describe('what can stand where', () => {
  it('puts a directory on a directory', () =>
    expect(mounted('t/old', [{ ...bind, source: '/d', target: '/t' }])).toBe('t/a 1'))
  it('follows a link to the place', () =>
    expect(mounted('t/, l -> t', [{ ...bind, source: '/d', target: '/l' }])).toBe('l -> t, t/a 1'))
  it('refuses a file on a directory', () =>
    expect(mounted('t/', [{ ...secret, target: '/t' }])).toMatch(
      /dst=\/t, .*flags=MS_RDONLY\|MS_NOSUID\|MS_NODEV\|MS_NOEXEC\|MS_BIND\|MS_REC: not a directory$/,
    ))
  it('refuses a directory on a file', () =>
    expect(mounted('t', [{ ...bind, source: '/d', target: '/t' }])).toMatch(
      /flags=MS_RDONLY\|MS_BIND\|MS_REC: not a directory$/,
    ))
  it('needs no flag for a part of several layers', () =>
    expect(mounted('t', [{ ...bind, source: '/d', target: '/t' }], 'd/a', 2)).toMatch(
      /flags=MS_BIND\|MS_REC: not a directory$/,
    ))
  it('names the layers of a whole file system', () =>
    expect(mounted('t', [{ ...bind, target: '/t' }], 'd/a', 2)).toMatch(
      /^mount src=overlay, .*, data=lowerdir=\S+:\S+: not a directory$/,
    ))
  it('says the mode of what a tmpfs would hide', () =>
    expect(mounted('t 0600', [{ kind: 'tmpfs', target: '/t', size: 4096 }])).toMatch(
      /data=mode=0600,size=4096: not a directory$/,
    ))
  it('makes no place below a file', () =>
    expect(mounted('t', [{ ...bind, source: '/f', target: '/t/x' }])).toMatch(/openat2 \/t\/x: not a directory$/))
  it('makes no place in what is mounted to be read', () =>
    expect(
      mounted('', [
        { ...bind, source: '/d', target: '/m' },
        { ...bind, source: '/f', target: '/m/n' },
      ]),
    ).toMatch(/make mountpoint "\/m\/n": read-only file system$/))
  it('says what is not there to be mounted', () =>
    expect(mounted('', [{ ...bind, source: '/no', target: '/m' }])).toBe('open /no: no such file or directory'))
})

describe('several mounts', () => {
  it('stand one in the other, whatever their order', () =>
    expect(
      mounted('', [
        { ...bind, source: '/f', target: '/m/n' },
        { kind: 'tmpfs', target: '/m' },
      ]),
    ).toBe('m/ 01777, m/n 1'))
  it('at one place: the later counts', () =>
    expect(
      mounted('', [
        { ...bind, source: '/d', target: '/m' },
        { ...bind, source: '/f', target: '/m' },
      ]),
    ).toBe('m 1'))
  it('at one place: a secret counts', () =>
    expect(
      mounted('', [
        { ...secret, mode: 0o600, target: '/m' },
        { ...bind, source: '/d', target: '/m' },
      ]),
    ).toMatch(/^m 0600/))
  it('a tmpfs takes over the mode of what it hides', () =>
    expect(mounted('t/ 0711', [{ kind: 'tmpfs', target: '/t' }])).toBe('t/ 0711'))
})

describe('a cache mount', () => {
  /** What a cache holds after a RUN wrote `new` into it, mounted at a part of it. */
  function kept(source: string, cache: string): string {
    const given = { ...surroundingsOf([]), cacheMounts: new Map([['x\0', treeOf(cache)]]) }
    const draft = new Draft(treeOf(''))
    const operation = {
      mounts: [{ ...plain, kind: 'cache' as const, target: '/c', source }],
      hosts: [],
    }
    const attached = attachMounts(draft, operation, given)
    if (!('attachments' in attached)) return JSON.stringify(attached)
    draft.set('/c/new', { kind: 'fifo', mode: 0o644, uid: 0, gid: 0, mtime: epoch })
    const left = detachMounts(draft, attached.attachments, given).get('x\0')
    return left?.kind === 'directory' ? [...left.entries.keys()].join(' ') : ''
  }
  it('keeps what is written into it', () => expect(kept('/', 'a')).toBe('a new'))
  it('shown in part keeps the rest', () => expect(kept('/sub', 'a, sub/b')).toBe('a sub'))
  it('cannot show a part that it does not hold', () => expect(kept('/no', 'a')).toContain('open /no: no such file'))
})
