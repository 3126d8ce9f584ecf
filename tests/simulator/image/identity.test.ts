import { expect, it } from 'vitest'
import { chainIDs } from '../../../simulator/image/identity.ts'
import { digestOf } from '../../../simulator/values/digest.ts'

const [a, b] = [digestOf('a'), digestOf('b')]

it('has none without layers', () => expect(chainIDs([])).toEqual([]))
it('starts with the lowest diffID', () => expect(chainIDs([a])).toEqual([a]))
it('chains each diffID to what is below it', () =>
  expect(chainIDs([a, b, a])).toEqual([a, digestOf(`${a} ${b}`), digestOf(`${digestOf(`${a} ${b}`)} ${a}`)]))
