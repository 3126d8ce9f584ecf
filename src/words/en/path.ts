const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']

/** The path of lessons. */
export const path = {
  title: 'Lessons',
  description:
    'Lessons on container images: what is in one, Dockerfiles, layers, deletion, secrets, the build cache, multi-stage builds and registries, each with scenes to build.',
  opening: (lessons: number, minutes: number): string =>
    `${numbers[lessons] ?? lessons} lessons, about ${minutes} minutes of reading and building. You need to be at home in a terminal; no more. Every scene is a working build: predict, press Build, compare.`,
  builtBefore: 'Built images before?',
  whereToBegin: 'Find where to begin',
  lookingForAWord: 'Looking for a word?',
  theGlossary: 'The glossary',
  hasIt: 'has it.',
  lesson: (number: number, minutes: number): string => `Lesson ${number} · ${minutes} minutes`,
  tracks: {
    foundations: { name: 'Foundations', question: 'What is this thing?' },
    safe: { name: 'Safe and fast', question: 'Why does it leak, and why is it slow?' },
    small: { name: 'Small', question: 'How little can we ship?' },
    shipped: { name: 'Shipped', question: 'Can others trust it?' },
  },
  kept: 'Your progress is kept in this browser only',
  keptText: 'Take it to another browser as a file, or begin anew. What you made in the workbenches is not touched.',
  save: 'Save as a file',
  bringBack: 'Bring a file back…',
  startOver: 'Start over',
  savedFile: 'A file with saved progress',
}
