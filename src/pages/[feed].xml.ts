import rss from '@astrojs/rss'
import type { APIRoute, GetStaticPaths } from 'astro'
import { linkTo } from '../components/link.ts'
import { lessonHeads } from '../lessons/lesson.ts'

/** A feed names whole addresses, so there is one where the site's own is known (`SITE_URL`). */
export const getStaticPaths = (() =>
  import.meta.env.SITE === undefined ? [] : [{ params: { feed: 'rss' } }]) satisfies GetStaticPaths

/** The lessons as a feed, the last of the path first. */
export const GET: APIRoute = ({ site }) =>
  rss({
    title: 'Layerwise',
    description: 'Lessons on container images, with a docker build in the page.',
    site: site ?? '',
    items: lessonHeads()
      .toReversed()
      .map(({ slug, title, promise, summary }) => ({
        title,
        description: `${promise} ${summary}`,
        link: linkTo(`/lessons/${slug}/`),
      })),
    customData: '<language>en</language>',
  })
