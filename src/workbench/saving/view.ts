import type { ImageView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { sizeText } from '../figures.ts'

/** Archives larger than this are asked about first. */
const largeFrom = 200_000_000

/** What must be said before an image is saved; no lines when it can be saved at once. */
export function savingWarnings(image: ImageView): readonly string[] {
  const modelled = image.layers.filter((layer) => layer.fileBytes.sources.length > 0)
  const bytes = modelled.reduce((sum, layer) => sum + layer.fileBytes.value, 0)
  return [
    ...(bytes === 0 ? [] : [words.saving.modelled(modelled.length, image.layers.length, sizeText(bytes))]),
    ...(image.size.value > largeFrom ? [words.saving.theFileWillBeLargeAbout(sizeText(image.size.value))] : []),
  ]
}

/** The name of the file for an image of this tag. */
export function archiveName(tags: readonly string[]): string {
  const tag = tags[0]?.replace(/[^a-z0-9._-]+/gi, '-') ?? ''
  return `${tag === '' ? 'image' : tag}.tar`
}

/** How far it has come: `12 MB of 45 MB`. */
export function savingText({ bytes, of }: { readonly bytes: number; readonly of: number }): string {
  return of === 0 ? words.saving.readingTheLayers : words.saving.of(sizeText(bytes), sizeText(of))
}
