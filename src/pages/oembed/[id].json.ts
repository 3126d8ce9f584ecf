import type { APIRoute } from 'astro'
import { linkTo } from '../../components/link.ts'
import { allExercises } from '../../exercise/catalogue.ts'

export function getStaticPaths() {
  return allExercises(process.cwd()).map(({ id, title }) => ({ params: { id }, props: { title } }))
}

/** What oEmbed's discovery finds for an exercise: a frame. Its address is absolute where the site knows its own (SITE_URL). */
export const GET: APIRoute<{ title: string }> = ({ params, props, site }) => {
  const path = linkTo(`/embed/exercise/${params.id}/`)
  const address = site === undefined ? path : new URL(path, site).href
  const height = 900
  return new Response(
    JSON.stringify({
      version: '1.0',
      type: 'rich',
      title: props.title,
      provider_name: 'Layerwise',
      ...(site === undefined ? {} : { provider_url: new URL(linkTo('/'), site).href }),
      width: 800,
      height,
      html: `<iframe src="${address}" width="100%" height="${height}" title="${escaped(props.title)}" loading="lazy" sandbox="allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox" style="border:0"></iframe>`,
    }),
  )
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
