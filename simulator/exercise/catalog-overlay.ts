import type { Catalog, CatalogImage } from '../image/catalog.ts'

/**
 * A catalog in which some tags stand for other images than before; the images that they stood for are still found by their digests. Looks into the
 * catalog below it each time, so that what is loaded there later is found.
 */
export function withMoved(catalog: Catalog, moved: ReadonlyMap<string, CatalogImage>): Catalog {
  return { ...catalog, images: new Overlay(catalog.images, moved), known: new Set([...catalog.known, ...moved.keys()]) }
}

class Overlay extends Map<string, CatalogImage> {
  readonly #below: ReadonlyMap<string, CatalogImage>
  readonly #moved: ReadonlyMap<string, CatalogImage>

  constructor(below: ReadonlyMap<string, CatalogImage>, moved: ReadonlyMap<string, CatalogImage>) {
    super()
    this.#below = below
    this.#moved = moved
  }

  override get(name: string): CatalogImage | undefined {
    return this.#moved.get(name) ?? this.#below.get(name)
  }

  override has(name: string): boolean {
    return this.#moved.has(name) || this.#below.has(name)
  }

  override get size(): number {
    return [...this.keys()].length
  }

  override *entries(): MapIterator<[string, CatalogImage]> {
    yield* this.#moved
    // What was moved away keeps its place in its repository, under a name that nobody can write.
    for (const [name, image] of this.#below) yield [this.#moved.has(name) ? `${name} before` : name, image]
  }

  override *keys(): MapIterator<string> {
    for (const [name] of this.entries()) yield name
  }

  override *values(): MapIterator<CatalogImage> {
    for (const [, image] of this.entries()) yield image
  }

  override [Symbol.iterator](): MapIterator<[string, CatalogImage]> {
    return this.entries()
  }

  override forEach(see: (image: CatalogImage, name: string, map: Map<string, CatalogImage>) => void): void {
    for (const [name, image] of this.entries()) see(image, name, this)
  }
}
