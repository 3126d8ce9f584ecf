import type { Engine } from '../engine/client.ts'

const engines = new Map<string, Promise<Engine>>()

/** The page's engine for a catalog: all workbenches of a page share it. `catalog` is a URL that ends in a slash. Fetched when first asked for. */
export function pageEngine(catalog: string): Promise<Engine> {
  let engine = engines.get(catalog)
  if (engine === undefined) {
    engine = Promise.all([import('../engine/client.ts'), import('../engine/start.ts')]).then(
      ([{ Engine }, { startWorker }]) => new Engine(startWorker, new URL(catalog, location.href).href),
    )
    engines.set(catalog, engine)
  }
  return engine
}
