/** Vite's own module for scripts that are fetched on demand. */
const helper = '\0vite/preload-helper.js'

/** Scripts that every workbench has loaded already when it fetches another one. */
const loaded = /\/(?:idle|pane|workbench)\./

/** Small scripts that come with what is opened by a click: their names would weigh more, in every lesson, than one more round trip after it. */
const seldom = /\/(?:browser|clipboard|dialog|download|link|machine|own-projects|packed|share|sharing|verbs)\./

/** Of the scripts that one (`asked`) brings with it, itself among them, those that are worth asking for together with it. `host` is the script that asks. */
export function worthPreloading(asked, needed, host) {
  const others = needed.filter((script) => script !== asked)
  return /\/loader\./.test(host) ? others : others.filter((script) => !loaded.test(script) && !seldom.test(script))
}

/**
 * A script that is fetched on demand, and at the same time all that it brings with it, named from where the asking one is (`from`). Vite's helper also
 * waits for styles, which no script of ours has, and knows browsers without `modulepreload`, which the site does not need: it is five times the size.
 */
const light = `const asked = new Set()
export const __vitePreload = (load, scripts = [], from) => {
  for (const script of scripts) {
    const { href } = new URL(script, from)
    if (asked.has(href)) continue
    asked.add(href)
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.href = href
    document.head.append(link)
  }
  return load()
}`

/** For Vite: what a lesson loads before anything is done on it holds as little as can be of what fetches the rest. */
export function lightPreloadPlugin() {
  return {
    name: 'light-preload',
    apply: 'build',
    enforce: 'pre',
    configEnvironment: () => ({
      build: {
        modulePreload: {
          polyfill: false,
          resolveDependencies: (asked, needed, { hostId }) => worthPreloading(asked, needed, hostId),
        },
      },
    }),
    load: (id) => (id === helper ? light : null),
  }
}
