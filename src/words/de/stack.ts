import type { Words } from '../words.ts'

export const stack: Words['stack'] = {
  noImageTheBuildFailedThe: 'Kein Image: Der Build ist gescheitert. Die Schritte sagen, wo.',
  whatBuildWouldMake: 'Was ein Build ergäbe',
  layersOfTheImageTheNewest: 'Schichten des Images, die neueste zuerst',
  unfoldTheBase: 'Basis aufklappen',
  logScale: 'Logarithmisch',
  shippedButHidden: (figure) => `${figure} ausgeliefert, aber verdeckt`,
  anotherBaseImage: 'ein anderes Basis-Image',
  rebuiltAsBig: 'neu gebaut, gleich groß',
  rebuilt: (change) => `neu gebaut, ${change}`,
  hiddenByLaterLayers: (figure) => `${figure} später verdeckt`,
  unchanged: 'unverändert',
  new: 'neu',
  baseImageOf: (layers) => `Basis-Image, ${layers}`,
  sinceBuild: (change, number) => `${change} seit Build ${number}`,
  goneSinceBuild: (number) => `Seit Build ${number} weg:`,
  baseOf: (layers) => `Basis, ${layers}`,
}
