import { readGlossary } from '../../lessons/glossary.ts'

/** What the cards beside the text of lessons say, by the address of a term. */
export function GET(): Response {
  const cards = readGlossary(process.cwd()).map(({ id, term, short }) => [id, { term, short }])
  return Response.json(Object.fromEntries(cards))
}
