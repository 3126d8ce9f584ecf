import type { ImageView } from '../../engine/views.ts'
import { sizeText } from '../figures.ts'

/** Archives larger than this are asked about first. */
const largeFrom = 200_000_000

/** What must be said before an image is saved; no lines when it can be saved at once. */
export function savingWarnings(image: ImageView): readonly string[] {
  const modelled = image.layers.filter((layer) => layer.fileBytes.sources.length > 0)
  const bytes = modelled.reduce((sum, layer) => sum + layer.fileBytes.value, 0)
  return [
    ...(bytes === 0
      ? []
      : [
          `${modelled.length === image.layers.length ? 'All' : modelled.length} of its ${image.layers.length} layers, ≈ ${sizeText(bytes)}, are modelled: names and sizes are known, the bytes are not. Such files are written as zeros. The image loads and its layers can be looked at; its programs do not run.`,
        ]),
    ...(image.size.value > largeFrom ? [`The file will be large: about ${sizeText(image.size.value)}.`] : []),
  ]
}

/** The name of the file for an image of this tag. */
export function archiveName(tags: readonly string[]): string {
  const tag = tags[0]?.replace(/[^a-z0-9._-]+/gi, '-') ?? ''
  return `${tag === '' ? 'image' : tag}.tar`
}

/** How far it has come: `12 MB of 45 MB`. */
export function savingText({ bytes, of }: { readonly bytes: number; readonly of: number }): string {
  return of === 0 ? 'Reading the layers…' : `${sizeText(bytes)} of ${sizeText(of)}`
}
