/** The page of the words of the course. */
export const glossary = {
  title: 'Glossary',
  description: (terms: number): string =>
    `The ${terms} words of the course, each in a sentence or two, with the lessons that use them.`,
  lead: (terms: number): string =>
    `The ${terms} words of the course. Each means one thing here, and the same thing everywhere.`,
  beside: 'Beside it',
  lessons: (lessons: number): string => (lessons === 1 ? 'Lesson' : 'Lessons'),
}
