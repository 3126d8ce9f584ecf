import { expect, it } from 'vitest'
import { copiedText, tooLongText } from '../../../src/workbench/sharing.ts'

it('says how long a link is', () => expect(copiedText(812)).toContain('812 B'))
it('warns of those that are cut', () => {
  expect(copiedText(3100)).toContain('3.1 kB')
  expect(copiedText(3100)).toContain('cut links')
  expect(copiedText(812)).not.toContain('cut')
})
it('says what to do where there is none', () => expect(tooLongText(412_000)).toMatch(/412 kB.*200 kB.*\.zip/))
