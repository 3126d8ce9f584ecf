/**
 * Where this page's site lies, and its catalog: addresses that end in a slash. A page that was copied into a course's package says both itself
 * (`data-site`, `data-catalog` on its root): the site is then elsewhere, and the catalog came along.
 */
const { site, catalog } = document.documentElement.dataset

export const siteBase = site ?? import.meta.env.BASE_URL.replace(/\/?$/, '/')

export const catalogBase = catalog ?? `${siteBase}catalog/`
