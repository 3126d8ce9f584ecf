/** What the questions of where to begin say to answers. */
export const placing = {
  openThePlayground: 'Open the playground',
  tickedOff: (lessons: number): string =>
    `Ticked off: ${lessons === 1 ? 'one lesson' : `${lessons} lessons`}. The contents show it, and each lesson can take it back.`,
  knowsAll: 'You answered each as the engine does. Try it on a Dockerfile of your own, or read on for pleasure.',
  knowsNone: 'Begin here, and go on downwards.',
  knows: (known: number, all: number): string =>
    `You know ${known} of ${all}. Begin here; lessons whose question you answered can be passed over.`,
  notAnswered: 'Not answered.',
  asTheEngine: '✓ As the engine has it.',
  otherwise: 'The engine has it otherwise.',
}
