import type { Language } from '../languages.ts'

/** What stands around every page. */
export const frame = {
  language: 'en' as Language,
  skip: 'Skip to the content',
  home: 'Layerwise, home',
  site: 'Site',
  footer: 'Footer',
  places: {
    lessons: 'Lessons',
    exercises: 'Exercises',
    playground: 'Playground',
    reference: 'Reference',
    glossary: 'Glossary',
    teach: 'Teach',
    about: 'About',
  },
  exactAndModelled: 'What is exact, what is modelled',
  privacy: 'Privacy',
  beginWithTheFirst: 'Begin with the first lesson',
  /** At the foot of the window while there is no network. */
  offline: 'You are offline. The workbench goes on working, and so do the pages you have visited.',
  motto: 'Change a line, see the layers move.',
  small:
    'Everything runs in your browser; nothing you type leaves it. Layerwise is no product of Docker, Inc.; “Docker” is their mark and names the tool whose behaviour is shown.',
  search: 'Search',
  languages: 'Language',
  /** Beside a link that leads to a page in English. */
  inEnglish: '',
  themes: { system: 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' },
}
