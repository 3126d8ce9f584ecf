import type { Host } from '../deliver/snippet.ts'

/** What an author needs to know of a host beside the code. */
export interface Recipe {
  readonly host: Host
  readonly name: string
  /** Where the code goes. */
  readonly where: string
  /** What it gives there. */
  readonly gives: string
  /** As what our tests put it into somebody else's page. */
  readonly tried: string
}

/** The hosts that there is a recipe for. Each is tried in tests/site/recipes.spec.ts, in the way that it says. */
export const recipes: readonly Recipe[] = [
  {
    host: 'html',
    name: 'A page of plain HTML',
    where: 'Anywhere in the body.',
    gives: 'The right height; the events ready, attempt, verdict and state, for scripts of yours.',
    tried: 'as it is, in a page at another address.',
  },
  {
    host: 'moodle',
    name: 'Moodle',
    where: 'In a Page or a Label: the editor’s HTML view. Editing teachers may paste frames.',
    gives: 'The height stays as written. For results use the SCORM 1.2 package as a SCORM activity.',
    tried: 'as it is, in a page at another address, as Moodle shows what a teacher pasted.',
  },
  {
    host: 'canvas',
    name: 'Canvas',
    where: 'In a page: the HTML editor.',
    gives: 'The frame asks Canvas for its height. For results use the SCORM package.',
    tried:
      'in a page at another address that takes away what Canvas takes away of a frame, and answers lti.frameResize as Canvas does.',
  },
  {
    host: 'openedx',
    name: 'Open edX',
    where: 'In a Raw HTML component.',
    gives: 'The right height. For results use the SCORM package in a SCORM XBlock, where your platform has one.',
    tried: 'put into a page at another address after it was loaded, as Open edX puts its components.',
  },
  {
    host: 'docusaurus',
    name: 'Docusaurus',
    where: 'In an .mdx file, as it is: MDX wants style as an object.',
    gives: 'The height stays as written.',
    tried: 'translated from JSX, and made as React makes it, in a page at another address.',
  },
  {
    host: 'mkdocs',
    name: 'MkDocs',
    where: 'In a Markdown file, with an empty line before and after.',
    gives: 'The right height.',
    tried: 'as the HTML that MkDocs makes of it: the script as it is, the element in a paragraph.',
  },
  {
    host: 'jupyterbook',
    name: 'Jupyter Book',
    where:
      'In a MyST Markdown file of Jupyter Book 1. Jupyter Book 2 has a directive of its own for frames, iframe: give it the address that stands after src.',
    gives: 'The height stays as written.',
    tried: 'as the HTML that Jupyter Book 1 makes of it: what stands between the fences.',
  },
  {
    host: 'reveal',
    name: 'reveal.js',
    where: 'As a slide of its own.',
    gives: 'It is loaded shortly before the slide is shown, and is compact.',
    tried: 'in a page at another address that loads it from data-src as reveal.js does.',
  },
]
