import { expect, it } from 'vitest'
import { compactStyles } from '../../tools/compact-styles.mjs'

it('takes the indentation out of styles', () =>
  expect(compactStyles('const a = css`\n  p {\n    color: red;\n  }\n`')).toBe('const a = css`\np {color: red;}`'))
it('leaves selectors of several lines apart', () =>
  expect(compactStyles('css`\n  a,\n  b {\n  }`')).toBe('css`\na,\nb {}`'))
it('leaves the rest of the module alone', () =>
  expect(compactStyles('html`\n  <p>`\n  f()')).toBe('html`\n  <p>`\n  f()'))
