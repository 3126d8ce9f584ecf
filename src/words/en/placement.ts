/** The page of where to begin. */
export const placement = {
  title: 'Where to begin',
  description:
    'A few questions, each with a Dockerfile and an answer from a build, that tell you at which lesson to begin.',
  lead: 'You have built images before? A question for each lesson but the first, and you know where something new begins. Nobody counts, and nothing is sent. What is right comes from builds: the Dockerfiles were built when this page was made.',
  newToThis: 'New to all this? Begin with',
  dockerfileOf: (question: number): string => `Dockerfile of question ${question}`,
  theAnswer: 'The answer',
  lesson: 'Lesson:',
  ask: 'Where do I begin?',
  startHere: 'Start here',
  tickOff: 'Tick off what I know',
}
