import { deflateSync, strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { decodeProject, encodeProject } from '../../../src/state/share.ts'

const project = { id: 'p', title: 'Grüße', files: [{ path: 'Dockerfile', text: 'FROM alpine\nRUN echo "ü"\n' }] }
const pack = (text: string) => `1.${Buffer.from(deflateSync(strToU8(text))).toString('base64url')}`
const failure = (text: string) => {
  const result = decodeProject(text)
  return result.kind === 'failed' ? result.message : 'read'
}

describe('share links', () => {
  it('come back as they went', () => expect(decodeProject(encodeProject(project))).toEqual({ kind: 'read', project }))
  it('need no escaping in a fragment', () => expect(encodeProject(project)).toMatch(/^1\.[\w-]+$/))
  it('are refused when they are of a newer version', () => expect(failure('2.abc')).toContain('newer version'))
  it('are refused when they are no link', () => expect(failure('hello')).toContain('damaged'))
  it('are refused when they are cut', () => expect(failure(encodeProject(project).slice(0, -20))).toContain('cut off'))
  it('are refused when they hold no project', () => expect(failure(pack('[]'))).toContain('no project'))
  it('are refused when they are too long', () => expect(failure(`1.${'a'.repeat(200_001)}`)).toContain('longer'))
  it('are refused when they unfold to more than fits', () =>
    expect(failure(pack(' '.repeat(9_000_000)))).toContain('unfolds to more than 8 MB'))
  it('are refused with a size', () => expect(failure(`1.${'a'.repeat(5_000_000)}`)).toContain('5 MB'))
})
