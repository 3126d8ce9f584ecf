export const options = {
  optionsOfTheBuild: 'Options of the build',
  notSet: 'not set',
  platform: 'Platform',
  networkOfRun: 'Network of RUN',
  buildWithoutTheCache: 'Build without the cache',
  theCatalogHoldsImagesForOnly: (value: string): string =>
    `The catalog holds images for ${value} only, so a FROM that asks for another one finds none.`,
  asIn: 'As in',
  target: 'Target',
  theLastStage: 'the last stage',
  notFromTheCache: 'Not from the cache',
  noStage: 'no stage',
  secrets: 'Secrets',
  forTheRunLinesThatMount:
    'For the RUN lines that mount them. What you type stays in this tab’s memory: it is not kept, not sent, and never part of a link. A made-up value does as well as a real one.',
  notGiven: 'not given',
}
