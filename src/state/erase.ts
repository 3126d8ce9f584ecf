/**
 * Takes away all that this site keeps in this browser: works, progress, drafts, choices, kept pages. Gives whether all of it went; what the browser does
 * not give us we cannot have kept.
 */
export async function eraseAll(): Promise<boolean> {
  const done = await Promise.all([attempt(eraseTexts), attempt(eraseDatabases), attempt(erasePages)])
  return done.every(Boolean)
}

async function attempt(erase: () => void | Promise<void>): Promise<boolean> {
  try {
    await erase()
    return true
  } catch {
    return false
  }
}

function eraseTexts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith('layerwise')) localStorage.removeItem(key)
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('layerwise')) sessionStorage.removeItem(key)
}

async function eraseDatabases(): Promise<void> {
  const found = await indexedDB.databases()
  await Promise.all(found.flatMap(({ name }) => (name?.startsWith('layerwise') === true ? [eraseDatabase(name)] : [])))
}

function eraseDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error)
    // Another page of the site holds it open: it goes when that is closed.
    request.onblocked = () => resolve()
  })
}

async function erasePages(): Promise<void> {
  if (!('caches' in globalThis)) return
  for (const name of await caches.keys()) if (name.startsWith('layerwise')) await caches.delete(name)
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? []
  await Promise.all(workers.map((worker) => worker.unregister()))
}
