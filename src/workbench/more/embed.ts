/** The two ways to put a scene into a page of one's own. */
export interface Snippets {
  readonly iframe: string
  readonly element: string
}

/** What is to be copied for the scene `id` (`layers/3`) called `title`; `site` is the address of this site, with a slash at its end. */
export function snippetsOf(id: string, title: string, site: string): Snippets {
  const address = escapeHtml(`${site}embed/workbench/${id}/`)
  const name = escapeHtml(title)
  return {
    iframe: `<iframe src="${address}" title="${name}" width="100%" height="640" loading="lazy" allow="clipboard-write" sandbox="allow-scripts allow-same-origin allow-downloads allow-popups"></iframe>`,
    element: `<script src="${escapeHtml(site)}embed.js"></script>\n<layerwise-exercise src="${address}" title="${name}"></layerwise-exercise>`,
  }
}

/** Whether a project is a scene of a lesson, which has a frame of its own. */
export function isScene(id: string, path: string): boolean {
  return (
    /^[a-z0-9-]+\/[0-9]+$/.test(id) &&
    (path.includes(`/lessons/${id.split('/')[0]}/`) || path.includes(`/embed/workbench/${id}/`))
  )
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
