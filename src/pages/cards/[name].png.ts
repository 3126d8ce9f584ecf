import type { APIRoute, GetStaticPaths } from 'astro'
import sharp from 'sharp'
import { cards } from '../../components/cards.ts'
import { type Card, cardSvg, lightColors } from '../../lessons/card.ts'

export const getStaticPaths = (() =>
  [...cards()].map(([name, card]) => ({ params: { name }, props: { card } }))) satisfies GetStaticPaths

/** The picture that is shown where a page is linked to. */
export const GET: APIRoute<{ card: Card }> = async ({ props: { card } }) => {
  const svg = cardSvg(card, lightColors(process.cwd()))
  const png = await sharp(Buffer.from(svg)).png({ palette: true }).toBuffer()
  return new Response(new Uint8Array(png), { headers: { 'content-type': 'image/png' } })
}
