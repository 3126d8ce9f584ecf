import { expect, it } from 'vitest'
import type { Tree } from '../../../simulator/filesystem/tree.ts'
import { OwnerError, ownerIn } from '../../../simulator/solver/owner.ts'
import { treeOf } from '../../notation/tree.ts'

const nothing: readonly Tree[] = []
const tree = treeOf('etc/passwd app:x:1000:1001::/:/bin/sh\\n, etc/group staff:x:77:app\\n')

/** The owner where there is no file system. */
const nowhere = (text: string): string => owner(text, nothing[0])

/** `uid:gid` of a `--chown`; the error's text when it cannot be looked up. */
function owner(text: string, from: Tree | undefined): string {
  try {
    const { uid, gid } = ownerIn(from, text)
    return `${uid}:${gid}`
  } catch (error) {
    if (error instanceof OwnerError) return error.message
    throw error
  }
}

it('takes a number for user and group', () => expect(owner('7', tree)).toBe('7:7'))
it('reads a number with zeros and a sign', () => expect(owner('+007:08', tree)).toBe('7:8'))
it('looks a name up', () => expect(owner('app', tree)).toBe('1000:1001'))
it('looks a group up', () => expect(owner('app:staff', tree)).toBe('1000:77'))
it('takes an unknown user for root', () => expect(owner('nobody', tree)).toBe('0:0'))
it("keeps the user's own group for an unknown one", () => expect(owner('app:none', tree)).toBe('1000:1001'))
it('keeps the number for an unknown group', () => expect(owner('7:none', tree)).toBe('7:7'))
it('takes an empty group for root', () => expect(owner('app:', tree)).toBe('1000:0'))
it('takes an empty user for root', () => expect(owner(':5', tree)).toBe('0:5'))
it('takes a number that is too large for a name', () => expect(owner('2147483648', tree)).toBe('0:0'))
it('takes the largest number', () => expect(owner('2147483647', tree)).toBe('2147483647:2147483647'))

it('cannot look a name up in nothing', () => expect(nowhere('app')).toBe('invalid user index: -1'))
it('cannot look a group up in nothing', () => expect(nowhere('5:staff')).toBe('invalid user index: -1'))
it('needs no file system for root', () => expect(nowhere('root:root')).toBe('0:0'))
