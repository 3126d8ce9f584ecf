import { expect, it } from 'vitest'
import { type Content, realContent, sameContent, sizedContent } from '../../../simulator/filesystem/content.ts'
import { joinContents, sliceContent, zeroContent } from '../../../simulator/filesystem/pieces.ts'
import { bytesOf, textOf } from '../../../simulator/values/bytes.ts'

const real = (text: string): Content => realContent(bytesOf(text))
const big = sizedContent('big', 100)

function draw(content: Content): string {
  return content.kind === 'real' ? textOf(content.bytes) : `${content.identity.split(':')[0]} of ${content.size}`
}

it('joins real bytes to real bytes', () => expect(draw(joinContents([real('ab'), real(''), real('c')]))).toBe('abc'))
it('slices real bytes', () => expect(draw(sliceContent(real('abcdef'), 2, 4))).toBe('cd'))
it('keeps within the content', () => expect(draw(sliceContent(real('abc'), 1, 99))).toBe('bc'))
it('is sized as soon as one part is', () => expect(draw(joinContents([real('ab'), big]))).toBe('joined of 102'))
it('gives the whole back when its stretches are joined', () => {
  const stretches = [sliceContent(big, 0, 40), sliceContent(sliceContent(big, 40), 0, 10), sliceContent(big, 50)]
  expect(joinContents(stretches)).toBe(big)
})
it('tells the stretches of one content apart', () =>
  expect(sameContent(sliceContent(big, 0, 10), sliceContent(big, 10, 20))).toBe(false))
it('finds real bytes again in what was joined', () =>
  expect(draw(sliceContent(joinContents([real('head'), big, real('tail')]), 104))).toBe('tail'))
it('gives equal zeros for equal sizes', () =>
  expect(
    sameContent(
      joinContents([zeroContent(300), zeroContent(4 << 20)]),
      sliceContent(zeroContent(5 << 20), 5, 305 + (4 << 20)),
    ),
  ).toBe(true))
it('does not depend on how the parts were grouped', () =>
  expect(
    sameContent(
      joinContents([joinContents([real('a'), big]), real('b')]),
      joinContents([real('a'), joinContents([big, real('b')])]),
    ),
  ).toBe(true))
