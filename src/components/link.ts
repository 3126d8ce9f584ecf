/** The address of a page or file of the site, from its path (`/lessons/`), wherever the site is served from. */
export function linkTo(path: string): string {
  const base = import.meta.env.BASE_URL.replace(/\/$/, '')
  return `${base}${path.startsWith('/') ? path : `/${path}`}`
}
