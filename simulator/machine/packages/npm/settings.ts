import { readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'

/** What npm is told by options, environment and .npmrc files. */
export interface NpmSettings {
  /** The folder of the cache. */
  readonly cache: string
  readonly omitsDevelopment: boolean
  /** The registry that a scope's packages come from: `https://npm.pelican.example/`; undefined for the public one. */
  readonly registryOf: (name: string) => string | undefined
  /** The token for a registry; undefined when there is none, or when it names an environment variable that is not set. */
  readonly tokenFor: (registry: string) => string | undefined
}

/** Reads what npm is told. `options` are those of the command line without their dashes, name → value. */
export function readSettings(process: Process, folder: string, options: ReadonlyMap<string, string>): NpmSettings {
  const { environment } = process
  const home = environment.get('HOME') ?? '/root'
  const userFile =
    options.get('userconfig') ??
    environment.get('NPM_CONFIG_USERCONFIG') ??
    environment.get('npm_config_userconfig') ??
    `${home}/.npmrc`
  const lines = new Map([...linesOf(process, userFile), ...linesOf(process, `${folder}/.npmrc`)])
  const cache =
    options.get('cache') ??
    environment.get('npm_config_cache') ??
    environment.get('NPM_CONFIG_CACHE') ??
    lines.get('cache') ??
    `${home}/.npm`
  const omit =
    options.get('omit') ??
    environment.get('npm_config_omit') ??
    environment.get('NPM_CONFIG_OMIT') ??
    lines.get('omit') ??
    ''
  return {
    cache: cache.startsWith('/') ? cache : `${folder}/${cache}`,
    omitsDevelopment:
      options.get('include') !== 'dev' &&
      (omit.split(',').includes('dev') ||
        options.has('production') ||
        environment.get('npm_config_production') === 'true' ||
        environment.get('NODE_ENV') === 'production'),
    registryOf: (name) => {
      const scope = /^(@[^/]+)\//.exec(name)?.[1]
      return scope === undefined ? undefined : lines.get(`${scope}:registry`)
    },
    tokenFor: (registry) => {
      const token =
        lines.get(`${registry.replace(/^https?:/, '')}:_authToken`) ??
        lines.get(`${registry.replace(/^https?:/, '').replace(/\/?$/, '/')}:_authToken`)
      return token === undefined || token === '' || token.includes('${') ? undefined : token
    },
  }
}

/** The settings of one .npmrc; `${NAME}` is the environment's. */
function linesOf(process: Process, path: string): ReadonlyMap<string, string> {
  const text = readTextFile(process, path).value ?? ''
  const lines = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, key, value = ''] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (key === undefined) continue
    const expanded = value.replace(/\$\{(\w+)\}/g, (whole, name: string) => process.environment.get(name) ?? whole)
    lines.set(key, expanded.replace(/^"(.*)"$/, '$1'))
  }
  return lines
}
