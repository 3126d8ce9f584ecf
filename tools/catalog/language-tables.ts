import * as v from 'valibot'

/** The collected npm figures. */
export const NpmSource = v.object({
  top: v.record(
    v.string(),
    v.object({ version: v.string(), cache: v.object({ bytes: v.number() }), closure: v.array(v.number()) }),
  ),
  pool: v.array(
    v.union([
      v.tuple([v.string(), v.number(), v.number(), v.array(v.string())]),
      v.tuple([v.string(), v.number(), v.number(), v.array(v.string()), v.record(v.string(), v.unknown())]),
    ]),
  ),
})

/**
 * The table of npm: `packages` rows `[name@version, bytes, files, dependencies, commands?, installScript?]`; `top` gives for a package
 * that was really installed its version, the bytes its installation left in the cache, and its closure as positions in `packages`.
 */
export function npmTable(source: v.InferOutput<typeof NpmSource>): string {
  const rows = source.pool.map(([id, bytes, files, depends, flags]) => {
    const bin = flags?.bin
    const listed = Array.isArray(bin) ? bin.join(' ') : ''
    const commands = listed === '' ? (commandsOf[id.slice(0, id.lastIndexOf('@'))] ?? '') : listed
    const row: unknown[] = [id, bytes, files, depends.join(' ')]
    if (commands !== '' || flags?.installScript === true) row.push(commands)
    if (flags?.installScript === true) row.push(1)
    return row
  })
  rows.push(['@pelican/rates@1.2.0', 38_000, 9, ''])
  const top = Object.entries(source.top).map(
    ([name, found]) => `${JSON.stringify(name)}:${JSON.stringify([found.version, found.cache.bytes, found.closure])}`,
  )
  const head = {
    privateScopes: ['@pelican'],
    source: 'npm packages, installed one by one and measured, 2026-11-24',
  }
  return `${JSON.stringify(head).slice(0, -1)},"top":{\n${top.join(',\n')}\n},"packages":[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]}\n`
}

/** Commands of packages for which the collection lists none. */
const commandsOf: Readonly<Record<string, string>> = {
  concurrently: 'concurrently',
  'cross-env': 'cross-env',
  esbuild: 'esbuild',
  eslint: 'eslint',
  'http-server': 'http-server',
  jest: 'jest',
  mocha: 'mocha',
  next: 'next',
  nodemon: 'nodemon',
  pm2: 'pm2',
  prettier: 'prettier',
  prisma: 'prisma',
  'react-scripts': 'react-scripts',
  rimraf: 'rimraf',
  rollup: 'rollup',
  serve: 'serve',
  'ts-node': 'ts-node',
  tsx: 'tsx',
  typescript: 'tsc',
  vite: 'vite',
  vitest: 'vitest',
  webpack: 'webpack',
  'webpack-cli': 'webpack-cli',
}

/** The collected pip figures. */
export const PipSource = v.object({
  top: v.record(v.string(), v.object({ closure: v.array(v.string()), pycBytes: v.number() })),
  estimates: v.record(
    v.string(),
    v.object({
      version: v.string(),
      wheel: v.optional(v.number()),
      sdist: v.optional(v.number()),
      installed: v.number(),
      closure: v.optional(v.array(v.string())),
    }),
  ),
  packages: v.record(
    v.string(),
    v.object({
      version: v.string(),
      wheel: v.number(),
      installed: v.number(),
      files: v.number(),
      requires: v.array(v.string()),
      pure: v.boolean(),
    }),
  ),
})

type PipSource = v.InferOutput<typeof PipSource>

/** Packages with compiled code for which the index has no wheel for musl. */
const onlyGlibc = new Set([
  'torch',
  'tensorflow',
  'keras',
  'duckdb',
  'lightgbm',
  'xgboost',
  'spacy',
  'thinc',
  'blis',
  'opencv-python-headless',
  'mysql-connector-python',
  'ruff-lsp',
])

/** Packages that come as sources: what the compiler run needs, as paths that must be there. */
const fromSource: readonly (readonly [
  name: string,
  version: string,
  size: number,
  installed: number,
  needs: string,
  runtime: string,
])[] = [
  ['psycopg2', '2.9.11', 379_000, 1_190_000, 'cc pg_config', 'libpq.so.5'],
  ['mysqlclient', '2.2.7', 91_000, 400_000, 'cc pkg-config mariadb_config', 'libmariadb.so.3'],
  ['uwsgi', '2.0.30', 815_000, 1_900_000, 'cc', ''],
]

/** The table of pip: rows `[name, version, wheel, installed, files, compiled bytes, requires, kind]`; kind `any`, `native`, `glibc` or `source needs… | library`. */
export function pipTable(source: PipSource): string {
  const compiled = compiledBytes(source)
  const rows: unknown[][] = Object.entries(source.packages).map(([name, found]) => [
    name,
    found.version,
    found.wheel,
    found.installed,
    found.files,
    compiled.get(name) ?? 0,
    found.requires.join(' '),
    found.pure ? 'any' : onlyGlibc.has(name) ? 'glibc' : 'native',
  ])
  for (const [name, found] of Object.entries(source.estimates))
    if (!name.includes(' ') && found.wheel !== undefined && source.packages[name] === undefined)
      rows.push([
        name,
        `${found.version}.0`,
        found.wheel,
        found.installed,
        100,
        0,
        (found.closure ?? []).filter((other) => other !== name && source.packages[other] !== undefined).join(' '),
        onlyGlibc.has(name) ? 'glibc' : 'native',
      ])
  for (const [name, version, size, installed, needs, runtime] of fromSource)
    rows.push([name, version, size, installed, 30, 0, '', `source ${needs}${runtime === '' ? '' : ` | ${runtime}`}`])
  const head = { source: 'Python packages, downloaded and installed with CPython 3.11 and measured, 2026-11-24' }
  return `${JSON.stringify(head).slice(0, -1)},"packages":[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]}\n`
}

/** The bytes of the .pyc files that pip writes, by package: measured where a closure leaves one unknown, else by the usual share. */
function compiledBytes(source: PipSource): ReadonlyMap<string, number> {
  const known = new Map<string, number>()
  for (let found = true; found; ) {
    found = false
    for (const { closure, pycBytes } of Object.values(source.top)) {
      const unknown = closure.filter((name) => !known.has(name))
      const [only] = unknown
      if (unknown.length !== 1 || only === undefined) continue
      const rest = closure.reduce((sum, name) => sum + (known.get(name) ?? 0), 0)
      known.set(only, Math.max(0, pycBytes - rest))
      found = true
    }
  }
  for (const [name, { installed, pure }] of Object.entries(source.packages))
    if (!known.has(name)) known.set(name, Math.floor(installed * (pure ? 1.25 : 0.25)))
  return known
}

/** The figures of Maven, Go, Cargo, .NET and Gradle builds are few; they are kept as they were collected, without their remarks. */
export function withoutRemarks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRemarks)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key]) =>
          ![
            'note',
            'reasoning',
            'breakdown',
            'collected',
            'seedArticle',
            'mavenImages',
            'dependencyCacheLayer',
            'imageEffect',
            'volumeNote',
          ].includes(key),
      )
      .map(([key, inner]) => [key, withoutRemarks(inner)]),
  )
}
