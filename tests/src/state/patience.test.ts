import { describe, expect, it } from 'vitest'
import { inTime, Late } from '../../../src/state/patience.ts'

describe('what storage does in time', () => {
  it('is given on', async () => expect(await inTime(Promise.resolve(7))).toBe(7))
  it('fails as it failed', async () => {
    await expect(inTime(Promise.reject(new RangeError('no')))).rejects.toThrow(RangeError)
  })
  it('is not waited for longer', async () => {
    await expect(inTime(new Promise(() => {}), 1)).rejects.toThrow(Late)
  })
})
