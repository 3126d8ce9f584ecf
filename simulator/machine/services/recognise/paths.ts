/** Requests that are answered alike: for one path, or for those that begin with something and are asked for by no other. */
export interface Asked {
  readonly kind: 'exactly' | 'below'
  readonly path: string
}

const mostPaths = 40

/** The paths that a program tells apart. They are found by asking it: each comparison adds what it compares with. */
export class Paths {
  readonly #found: Asked[] = [{ kind: 'below', path: '/' }]

  /** What a request for some path is compared with: whether it is that path. */
  equals(asked: Asked, path: string): boolean {
    this.#add({ kind: 'exactly', path })
    return asked.kind === 'exactly' && asked.path === path
  }

  startsWith(asked: Asked, prefix: string): boolean {
    if (prefix === '/' || prefix === '') return true
    this.#add({ kind: 'below', path: prefix })
    return asked.path.startsWith(prefix)
  }

  /** What there is to ask for; grows while it is asked. */
  at(index: number): Asked | undefined {
    return this.#found[index]
  }

  #add(asked: Asked): void {
    const isKnown = this.#found.some(({ kind, path }) => kind === asked.kind && path === asked.path)
    if (!isKnown && this.#found.length < mostPaths) this.#found.push(asked)
  }
}

/** How a card names them: `/version`, `/api/*`. */
export function routePath({ kind, path }: Asked): string {
  return kind === 'exactly' ? path : `${path}*`
}
