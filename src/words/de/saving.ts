import type { Words } from '../words.ts'

export const saving: Words['saving'] = {
  theContextIsDownloadedAsA: 'Der Kontext wird als .zip heruntergeladen.',
  savingTheImage: 'Das Image wird gesichert',
  buildAnImageFirst: 'Bau zuerst ein Image',
  saveImageAsTar: 'Image als .tar sichern',
  saveThisImage: 'Dieses Image sichern?',
  save: 'Sichern',
  theImageIsSavedDockerLoad: 'Das Image ist gesichert. docker load -i liest die Datei.',
  theFileCouldNotBeWritten: 'Die Datei ließ sich nicht schreiben. Ist Platz dafür da?',
  thereIsNoImageToSave: 'Es gibt kein Image zu sichern: Bau zuerst eins.',
  savingWasStoppedNoFileWas: 'Das Sichern wurde angehalten; es blieb keine Datei.',
  imageArchive: 'Image-Archiv',
  theFileWillBeLargeAbout: (size) => `Die Datei wird groß: etwa ${size}.`,
  readingTheLayers: 'Die Schichten werden gelesen …',
  of: (size, size2) => `${size} von ${size2}`,
  downloadedWithout: (standIns) =>
    `Der Kontext wird als .zip heruntergeladen, ohne ${standIns}: Die haben eine Größe, aber keinen Inhalt.`,
  ofBuild: (number) => `Es ist das Image von Build ${number}, nicht von dem, was du seither geschrieben hast.`,
  modelled: (count, of, bytes) =>
    `${count === of ? `Alle ${of}` : `${count} seiner ${of}`} Schichten, ≈ ${bytes}, sind geschätzt: Namen und Größen sind bekannt, die Bytes nicht. Solche Dateien werden als Nullen geschrieben. Das Image lässt sich laden und seine Schichten ansehen; seine Programme laufen nicht.`,
  savingNow: 'Das Image wird gesichert …',
}
