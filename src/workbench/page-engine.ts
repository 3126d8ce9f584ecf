import { Engine } from '../engine/client.ts'
import { startFrom } from '../engine/start.ts'
import workerUrl from '../engine/worker.ts?worker&url'

const engines = new Map<string, Engine>()

/** The page's engine for a catalog: all workbenches of a page share it. `catalog` is a URL that ends in a slash. */
export function pageEngine(catalog: string): Engine {
  let engine = engines.get(catalog)
  if (engine === undefined) {
    engine = new Engine(() => startFrom(workerUrl), new URL(catalog, location.href).href)
    engines.set(catalog, engine)
  }
  return engine
}
