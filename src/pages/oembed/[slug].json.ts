import type { APIRoute } from 'astro'
import { linkTo } from '../../components/link.ts'
import { allExercises } from '../../exercise/catalogue.ts'
import { escapeHtml } from '../../lessons/escape.ts'

export function getStaticPaths() {
  return allExercises(process.cwd()).map(({ slug, title }) => ({ params: { slug }, props: { title } }))
}

const height = 1000

/** What oEmbed's discovery finds for an exercise: a frame. Its address is absolute where the site knows its own (SITE_URL). */
export const GET: APIRoute<{ title: string }> = ({ params, props, site }) => {
  const path = linkTo(`/embed/exercise/${params.slug}/`)
  const address = site === undefined ? path : new URL(path, site).href
  return new Response(
    JSON.stringify({
      version: '1.0',
      type: 'rich',
      title: props.title,
      provider_name: 'Layerwise',
      ...(site === undefined ? {} : { provider_url: new URL(linkTo('/'), site).href }),
      width: 800,
      height,
      html: `<iframe src="${escapeHtml(address)}" width="100%" height="${height}" title="${escapeHtml(props.title)}" loading="lazy" sandbox="allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox" style="border:0"></iframe>`,
    }),
    { headers: { 'content-type': 'application/json' } },
  )
}
