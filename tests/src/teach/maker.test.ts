import { describe, expect, it } from 'vitest'
import { mayBeSaid } from '../../../src/teach/form/maker.ts'

describe('what is wrong with a field', () => {
  it('is not said before somebody was there', () => {
    const fresh = { touched: ['title', 'goals'], isChecked: false }
    expect(mayBeSaid('title', fresh)).toBe(true)
    expect(mayBeSaid('goal c1', fresh)).toBe(true)
    expect(mayBeSaid('task', fresh)).toBe(false)
    expect(mayBeSaid('files', fresh)).toBe(false)
    expect(mayBeSaid('cheat 0', fresh)).toBe(false)
  })
  it('is said of the files when their Dockerfile or what one edits was changed', () => {
    expect(mayBeSaid('files', { touched: ['editable'], isChecked: false })).toBe(true)
  })
  it('is all said when it was asked whether the exercise holds', () => {
    expect(mayBeSaid('task', { touched: [], isChecked: true })).toBe(true)
  })
})
