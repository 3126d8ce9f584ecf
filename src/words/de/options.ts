import type { Words } from '../words.ts'

export const options: Words['options'] = {
  optionsOfTheBuild: 'Einstellungen des Builds',
  notSet: 'nicht gesetzt',
  platform: 'Plattform',
  networkOfRun: 'Netz für RUN',
  buildWithoutTheCache: 'Ohne Cache bauen',
  theCatalogHoldsImagesForOnly: (value) =>
    `Der Katalog hat nur Images für ${value}; ein FROM, das nach einer anderen Plattform fragt, findet keins.`,
  asIn: 'Wie bei',
  target: 'Ziel',
  theLastStage: 'die letzte Stage',
  notFromTheCache: 'Nicht aus dem Cache',
  noStage: 'keine Stage',
  secrets: 'Geheimnisse',
  forTheRunLinesThatMount:
    'Für die RUN-Zeilen, die sie einhängen. Was du hier schreibst, bleibt im Speicher dieses Tabs: Es wird nicht aufgehoben, nicht verschickt und steht in keinem Link. Ein ausgedachter Wert tut es so gut wie ein echter.',
  notGiven: 'nicht angegeben',
}
