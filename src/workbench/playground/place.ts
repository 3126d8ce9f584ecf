/** What the playground shows: its own first page, an example, a project of the learner's own, or what a link holds. */
export type Place =
  | { readonly kind: 'first' }
  | { readonly kind: 'example'; readonly slug: string }
  | { readonly kind: 'own'; readonly id: string }
  | { readonly kind: 'link' }

/** What the fragment of the page's address names; what cannot be read is the first page. */
export function placeOf(hash: string): Place {
  const [, name = '', value = ''] = /^#(\w+)=(.+)$/s.exec(hash) ?? []
  if (name === 'example' && /^[a-z0-9-]{1,60}$/.test(value)) return { kind: 'example', slug: value }
  if (name === 'mine' && /^[a-z0-9]{1,60}$/.test(value)) return { kind: 'own', id: `mine/${value}` }
  if (name === 'project') return { kind: 'link' }
  return { kind: 'first' }
}

/** Whether a fragment names a place at all, or a part of the page. */
export function isPlace(hash: string): boolean {
  return hash === '' || hash === '#' || placeOf(hash).kind !== 'first'
}

/** The fragment that names a place; empty for the first page. A link's own fragment is its text and cannot be made from here. */
export function hashOf(place: Place): string {
  switch (place.kind) {
    case 'example':
      return `#example=${place.slug}`
    case 'own':
      return `#${place.id.replace('/', '=')}`
    case 'first':
    case 'link':
      return ''
  }
}
