export const saving = {
  theContextIsDownloadedAsA: 'The context is downloaded as a .zip.',
  savingTheImage: 'Saving the image',
  buildAnImageFirst: 'Build an image first',
  saveImageAsTar: 'Save image as .tar',
  saveThisImage: 'Save this image?',
  save: 'Save',
  theImageIsSavedDockerLoad: 'The image is saved. docker load -i reads the file.',
  theFileCouldNotBeWritten: 'The file could not be written. Is there room for it?',
  thereIsNoImageToSave: 'There is no image to save: build one first.',
  savingWasStoppedNoFileWas: 'Saving was stopped; no file was kept.',
  imageArchive: 'Image archive',
  theFileWillBeLargeAbout: (size: string): string => `The file will be large: about ${size}.`,
  readingTheLayers: 'Reading the layers…',
  of: (size: string, size2: string): string => `${size} of ${size2}`,
  downloadedWithout: (standIns: string): string =>
    `The context is downloaded as a .zip, without ${standIns}: those have a size and no content.`,
  ofBuild: (number: number): string => `It is the image of build ${number}, not of what you have written since.`,
  modelled: (count: number, of: number, bytes: string): string =>
    `${count === of ? 'All' : count} of its ${of} layers, ≈ ${bytes}, are modelled: names and sizes are known, the bytes are not. Such files are written as zeros. The image loads and its layers can be looked at; its programs do not run.`,
  savingNow: 'Saving the image…',
}
