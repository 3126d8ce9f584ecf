import type { Engine } from '../engine/client.ts'

const engines = new Map<string, Promise<Engine>>()

/** The page's engine for a catalog: all workbenches of a page share it. `catalog` is a URL that ends in a slash. Fetched when first asked for. */
export function pageEngine(catalog: string): Promise<Engine> {
  let engine = engines.get(catalog)
  if (engine === undefined) {
    engine = import('../engine/client.ts').then(
      ({ Engine }) =>
        new Engine(() => new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module' }), catalog),
    )
    engines.set(catalog, engine)
  }
  return engine
}
