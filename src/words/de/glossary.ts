import type { Words } from '../words.ts'

export const glossary: Words['glossary'] = {
  title: 'Glossar',
  description: (terms) =>
    `Die ${terms} Wörter des Kurses, jedes in ein, zwei Sätzen, mit den Lektionen, in denen es vorkommt.`,
  lead: (terms) => `Die ${terms} Wörter des Kurses. Jedes bedeutet hier eine Sache, und überall dieselbe.`,
  beside: 'Daneben',
  lessons: (lessons) => (lessons === 1 ? 'Lektion' : 'Lektionen'),
}
