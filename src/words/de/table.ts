import type { Words } from '../words.ts'

export const table: Words['table'] = {
  thereIsNoImageYet: 'Noch gibt es kein Image.',
  layer: 'Schicht',
  madeBy: 'Entstanden durch',
  line: 'Zeile',
  status: 'Status',
  size: 'Größe',
  partOfTheImage: 'Anteil am Image',
  hidden: 'Verdeckt',
  gone: 'weg',
  together: 'Zusammen',
  showsItsFiles: (label) => `${label}\nZeigt ihre Dateien`,
  sinceBuild: (number) => `Seit Build ${number}`,
  layersToCome: 'Schichten, die ein Build ergäbe, die neueste zuerst',
  layersOf: (number) => `Schichten des Images von Build ${number}, die neueste zuerst`,
}
