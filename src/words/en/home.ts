/** The home page; titles may have two parts, around the word that is underlined. */
export const home = {
  description:
    'Learn how container images work by building them: a docker build that runs in your browser, with lessons around it.',
  title: ['Change a line,', 'see the', 'layers', 'move.'],
  lead: (line: number | undefined, bytes: string): string =>
    `A docker build, running in the page you are reading. Line ${line} deletes ${bytes}, and the image still carries them. Change a line and see what it costs, today and next time.`,
  tryIt: 'A Dockerfile to try',
  under: 'No account, nothing to install, and nothing you type leaves this browser.',
  down: 'Down through the layers',
  downText:
    'An image is a stack of recorded differences and a small card of settings. The lessons dig into that sentence. Each asks you to predict, lets you build, and keeps your guess beside the answer. Begin at the top; each one rests on the one before.',
  own: 'Bring your own Dockerfile',
  ownText:
    'The playground is the whole workbench with an empty table in front of it. Paste what you have, change the order of two lines, and compare before you spend eleven minutes of a build server on it.',
  openPlayground: 'Open the playground',
  trust: 'How far can I trust the numbers?',
}
