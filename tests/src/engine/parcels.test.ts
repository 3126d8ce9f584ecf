import { expect, it } from 'vitest'
import { parcels } from '../../../src/engine/parcels.ts'

/** The lengths of the parcels of pieces of these lengths. */
const check = (...lengths: readonly number[]) =>
  [...parcels(lengths.map((length) => new Uint8Array(length)))].map((parcel) => parcel.length)

it('puts small pieces together', () => expect(check(1, 2, 3)).toEqual([6]))
it('gives a parcel when there is a megabyte', () => expect(check(600_000, 600_000, 5)).toEqual([1_200_000, 5]))
it('keeps the order of the bytes', () =>
  expect([...parcels([Uint8Array.of(1, 2), Uint8Array.of(3)])]).toEqual([Uint8Array.of(1, 2, 3)]))
it('lets the caller look up while nothing comes', () => expect(check(...new Array(32).fill(0), 7)).toEqual([0, 0, 7]))
it('gives nothing for nothing', () => expect(check()).toEqual([]))
