import { strToU8, type Zippable, zipSync } from 'fflate'
import { type Course, cmi5Structure, launchPage, scorm12Manifest, scorm2004Manifest } from './manifests.ts'

/** The kinds of package that learning platforms take. */
export const flavours = ['scorm12', 'scorm2004', 'cmi5'] as const
export type Flavour = (typeof flavours)[number]

/** What goes into a package. */
export interface Parts {
  readonly course: Course
  /** The exercise as plain data: what the frame reads. */
  readonly exercise: unknown
  /** Paths of the site's files that the frame needs, from the site's root, its page first. */
  readonly files: readonly string[]
  /** The folder of the built site in an address, with a slash at both ends: `/` or `/layers/`. */
  readonly base: string
  /** The site that the package was made from, for links that lead there. */
  readonly site: string
  /** The bytes of a file of the site, by its path. */
  readonly fetchFile: (path: string) => Promise<Uint8Array>
}

/** Where the site's files lie in a package. */
const inside = 'frame/'

/**
 * A package for a learning platform: the exercise, the frame that shows it, the whole engine and the catalog, and a page that speaks with the platform.
 * Nothing of it is fetched from elsewhere, so it works where the platform lets no page reach out, and for as long as the platform keeps it. Rejects
 * when a file cannot be fetched.
 */
export async function packageFor(flavour: Flavour, parts: Parts): Promise<Uint8Array> {
  const entries: Record<string, Uint8Array> = {}
  for (const path of parts.files) {
    const bytes = await parts.fetchFile(path)
    entries[inside + path] = /\.(html|css)$/.test(path) ? strToU8(relative(path, text(bytes), parts)) : bytes
  }
  entries['lms.js'] = await parts.fetchFile('lms.js')
  entries['exercise.json'] = strToU8(JSON.stringify(parts.exercise))
  entries[launchPage] = strToU8(launchHtml(flavour, parts))
  const paths = Object.keys(entries).sort((a, b) => (a === launchPage ? -1 : b === launchPage ? 1 : a < b ? -1 : 1))
  const { course } = parts
  if (flavour === 'cmi5') entries['cmi5.xml'] = strToU8(cmi5Structure(course, `${parts.site}exercises/${course.id}`))
  else
    entries['imsmanifest.xml'] = strToU8((flavour === 'scorm12' ? scorm12Manifest : scorm2004Manifest)(course, paths))
  return zipSync(dated(entries), { level: 9 })
}

/** Equal parts give equal bytes: every file has the date at which zip files begin. */
function dated(entries: Readonly<Record<string, Uint8Array>>): Zippable {
  const zip: Zippable = {}
  for (const [path, bytes] of Object.entries(entries)) zip[path] = [bytes, { mtime: '1980-01-02T00:00:00' }]
  return zip
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

/**
 * A page or style of the site, with its own addresses made relative to where it lies: in a package nobody knows the folder. A page also says where
 * the site is that it came from, and that the catalog came along.
 */
function relative(path: string, content: string, { base, site }: Parts): string {
  const up = '../'.repeat(path.split('/').length - 1)
  const styled = content.replaceAll(`url(${base}_astro/`, `url(${up}_astro/`)
  if (path.endsWith('.css')) return styled
  return styled
    .replaceAll(`"${base}_astro/`, `"${up}_astro/`)
    .replaceAll(`href="${base}favicon.svg"`, `href="${up}favicon.svg"`)
    .replaceAll(`href="${base}`, `href="${attribute(site)}`)
    .replace('<html ', `<html data-site="${attribute(site)}" data-catalog="${up}catalog/" `)
}

/** The page that the platform opens: it says what it is where scripts do not run, and lets them do the rest. */
function launchHtml(flavour: Flavour, { course, files }: Parts): string {
  const [page = ''] = files
  return `<!doctype html>
<html lang="${attribute(course.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'self'; style-src 'unsafe-inline'; connect-src *; frame-src 'self'; object-src 'none'">
<title>${attribute(course.title)}</title>
<style>html,body{margin:0;height:100%}body{display:flex;flex-direction:column;font:1rem/1.5 Georgia,serif}iframe{flex:1;border:0;width:100%;min-height:20rem}p{margin:0;padding:.6rem 1rem}p:empty{display:none}</style>
</head>
<body data-flavour="${flavour}" data-frame="${inside}${attribute(page)}">
<p role="status"></p>
<noscript><p>${attribute(course.title)} needs JavaScript.</p></noscript>
<script src="lms.js"></script>
</body>
</html>
`
}

function attribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
