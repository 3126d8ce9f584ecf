import * as v from 'valibot'
import { textOf } from '../../../values/bytes.ts'
import { sha256Hex } from '../../../values/digest.ts'
import { publicHosts } from '../../../values/hosts.ts'
import { exists } from '../../files.ts'
import type { Process } from '../../process.ts'
import { findProgram } from '../../run.ts'
import { recogniseGo } from '../../services/recognise/go.ts'
import { builtIdentity, sourcesBelow } from '../built.ts'
import { complain, download, hasNetwork, notSimulated, say, tellModel, tool, work } from '../console.ts'
import { placeFile, sized } from '../placing.ts'
import { tableReader } from '../table.ts'
import { findProject, type GoProject } from './project.ts'

const GoTable = v.object({
  go: v.object({
    helloHttp: v.object({
      binary: v.number(),
      binaryStripped: v.number(),
      goCacheAfterBuildAndRelink: v.object({ bytes: v.number() }),
    }),
    gin: v.object({
      binary: v.number(),
      binaryStripped: v.number(),
      goCacheAfterBuildAndRelink: v.object({ bytes: v.number() }),
    }),
  }),
})

type GoTable = v.InferOutput<typeof GoTable>

/** The figures of Go builds. */
const goTable = tableReader(GoTable)

/** `go`: downloads modules and builds programs. */
export const go = tool({
  names: ['go'],
  summary: 'Downloads modules and builds Go programs.',
  exact:
    'go.mod and go.sum, which modules are missing, GOOS, GOARCH, CGO_ENABLED and -ldflags, where the result goes, the module and build caches, static or linked to the C library.',
  modelled:
    'Sizes of a small web service with the standard library (8.4 MB, 5.7 MB stripped) or with a framework; modules of 2 MB unless known; 25 seconds for a first build.',
  missing: 'Compiling: sources are not checked. get, run, install.',
  run: (process) => {
    const [name, ...words] = process.arguments.slice(1)
    work(process, 60)
    switch (name) {
      case 'version':
        say(process, `go version go${versionOf(process)} linux/${process.machine.architecture}`)
        return 0
      case 'env':
        return tellEnvironment(process, words)
      case 'mod':
        return runMod(process, words)
      case 'build':
        return build(process, words)
      case 'test':
      case 'vet':
        return check(process, name)
      case 'fmt':
      case 'clean':
      case 'generate':
        return 0
      case undefined:
        say(process, 'Go is a tool for managing Go source code.')
        return 2
      default:
        return notSimulated(process, `go ${name}`)
    }
  },
})

function versionOf(process: Process): string {
  return process.environment.get('GOLANG_VERSION') ?? '1.24.4'
}

function settingsOf(process: Process): ReadonlyMap<string, string> {
  const from = (name: string, otherwise: string): readonly [string, string] => [
    name,
    process.environment.get(name) || otherwise,
  ]
  const home = process.environment.get('HOME') ?? '/root'
  const path = process.environment.get('GOPATH') ?? `${home}/go`
  const isCross = (process.environment.get('GOARCH') ?? process.machine.architecture) !== process.machine.architecture
  const hasCompiler = findProgram(process, 'gcc').value !== undefined
  return new Map([
    from('GOOS', 'linux'),
    from('GOARCH', process.machine.architecture),
    from('GOPATH', path),
    from('GOMODCACHE', `${path}/pkg/mod`),
    from('GOCACHE', `${home}/.cache/go-build`),
    from('CGO_ENABLED', hasCompiler && !isCross ? '1' : '0'),
    from('GOPROXY', `https://${publicHosts.go},direct`),
  ])
}

function tellEnvironment(process: Process, words: readonly string[]): number {
  const settings = settingsOf(process)
  const names = words.filter((word) => !word.startsWith('-'))
  for (const name of names.length > 0 ? names : settings.keys())
    say(process, names.length > 0 ? (settings.get(name) ?? '') : `${name}='${settings.get(name)}'`)
  return 0
}

const noModule = "go: go.mod file not found in current directory or any parent directory; see 'go help modules'"

function runMod(process: Process, words: readonly string[]): number {
  if (words[0] === 'init') {
    placeFile(
      process,
      `${process.directory}/go.mod`,
      `module ${words[1] ?? 'example'}\n\ngo ${versionOf(process).split('.').slice(0, 2).join('.')}\n`,
    )
    complain(process, `go: creating new go.mod: module ${words[1] ?? 'example'}`)
    return 0
  }
  const project = findProject(process)
  if (project === undefined) {
    complain(process, noModule)
    return 1
  }
  if (words[0] === 'download') return fetchModules(process, project) ? 0 : 1
  if (words[0] === 'verify') {
    say(process, 'all modules verified')
    return 0
  }
  return words[0] === 'tidy' ? 0 : notSimulated(process, `go mod ${words[0] ?? ''}`)
}

/** Bytes of a module's files and of the archive they come in, where they are far from the usual 2 MB. */
const moduleBytes: Readonly<Record<string, number>> = {
  'golang.org/x/text': 35_000_000,
  'golang.org/x/net': 5_000_000,
  'golang.org/x/sys': 10_000_000,
  'golang.org/x/sync': 250_000,
  'google.golang.org/protobuf': 8_000_000,
}

/** Downloads the modules that the cache lacks; false when they cannot be had. */
function fetchModules(process: Process, project: GoProject): boolean {
  const cache = settingsOf(process).get('GOMODCACHE') ?? '/go/pkg/mod'
  const missing = project.requires.filter(({ path, version }) => !exists(process, `${cache}/${path}@${version}`))
  const [first] = missing
  if (first !== undefined && !hasNetwork(process)) {
    complain(
      process,
      `go: ${first.path}@${first.version}: Get "https://${publicHosts.go}/${first.path}/@v/${first.version}.mod": dial tcp: lookup ${publicHosts.go}: Temporary failure in name resolution`,
    )
    return false
  }
  const source = 'estimate: modules of a usual size'
  for (const { path, version } of missing) {
    const bytes = moduleBytes[path] ?? 2_070_000
    placeFile(
      process,
      `${cache}/${path}@${version}/.other-files`,
      sized({ identity: `go:${path}@${version}`, size: bytes, kind: 'text', source }),
      0o444,
    )
    placeFile(
      process,
      `${cache}/cache/download/${path}/@v/${version}.zip`,
      sized({ identity: `go:${path}@${version}.zip`, size: bytes / 4, kind: 'packed', source }),
    )
    placeFile(process, `${cache}/cache/download/${path}/@v/${version}.mod`, `module ${path}\n`)
    download(process, Math.floor(bytes / 4))
    work(process, 150)
  }
  return true
}

interface BuildWords {
  readonly output: string | undefined
  readonly isStripped: boolean
  readonly packages: readonly string[]
}

function readBuild(words: readonly string[]): BuildWords {
  const packages: string[] = []
  let output: string | undefined
  let flags = ''
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '-o') output = words[++at]
    else if (word.startsWith('-o=')) output = word.slice(3)
    else if (/^--?ldflags$/.test(word)) flags = words[++at] ?? ''
    else if (/^--?ldflags=/.test(word)) flags = word.replace(/^--?ldflags=/, '')
    else if (/^-(tags|p|mod|gcflags|asmflags|installsuffix|buildmode|C)$/.test(word)) at++
    else if (!word.startsWith('-')) packages.push(word)
  }
  return { output, isStripped: /(^|\s|=)-s(\s|$)/.test(flags) && /-w(\s|$)/.test(flags), packages }
}

function build(process: Process, words: readonly string[]): number {
  const asked = readBuild(words)
  const project = findProject(process)
  if (project === undefined && !asked.packages.some((word) => word.endsWith('.go'))) {
    complain(process, noModule)
    return 1
  }
  if (project === undefined) return notSimulated(process, 'go build of single files without a module')
  const table = goTable(process, 'go')
  if (table === undefined) return 1
  const wrong = whyNotBuilt(project)
  if (wrong !== undefined) {
    complain(process, ...wrong)
    return 1
  }
  if (!fetchModules(process, project)) return 1
  link(process, project, asked, table)
  return 0
}

/** What keeps a project from being built, as far as names tell. */
function whyNotBuilt(project: GoProject): readonly string[] | undefined {
  if (project.sources.length === 0) return [`no Go files in ${project.folder === '' ? '/' : project.folder}`]
  for (const { path, file } of project.imports) {
    // The standard library has no dot in the first name; the module's own packages begin with its name.
    if (!(path.split('/')[0] ?? '').includes('.') || path === project.module || path.startsWith(`${project.module}/`))
      continue
    const from = project.requires.find((required) => path === required.path || path.startsWith(`${required.path}/`))
    if (from === undefined)
      return [`${file}:3:2: no required module provides package ${path}; to add it:`, `\tgo get ${path}`]
    if (!project.isChecked(from.path))
      return [
        `${file}:3:2: missing go.sum entry for module providing package ${path}; to add:`,
        `\tgo get ${project.module}`,
      ]
  }
  return undefined
}

/** Compiles, or takes from the build cache, and writes the program. */
function link(process: Process, project: GoProject, asked: BuildWords, table: GoTable): void {
  const settings = settingsOf(process)
  const figures = project.requires.length > 2 ? table.go.gin : table.go.helloHttp
  const target = `${settings.get('GOOS')}/${settings.get('GOARCH')}`
  const usesC =
    settings.get('CGO_ENABLED') === '1' && project.imports.some(({ path }) => /^(net|net\/http|os\/user|C)$/.test(path))
  const libc = exists(process, '/lib/ld-musl-x86_64.so.1') ? 'musl' : 'glibc'
  const cache = settings.get('GOCACHE') ?? '/root/.cache/go-build'
  const source = 'measured with Go 1.24 and a small web service'
  const base = `${cache}/${sha256Hex(`${target} ${usesC}`).slice(0, 2)}/${sha256Hex(`${target} ${usesC} ${project.requires.length > 2}`).slice(0, 40)}`
  const isCold = !exists(process, base)
  if (isCold)
    placeFile(
      process,
      base,
      sized({
        identity: `go:standard library for ${target}`,
        size: figures.goCacheAfterBuildAndRelink.bytes,
        kind: 'binary',
        source,
      }),
    )
  work(process, isCold ? 22_000 : 0)
  const identity = builtIdentity(
    `go ${project.module} ${target} ${usesC ? `dynamic ${libc}` : 'static'}${asked.isStripped ? ' stripped' : ''}`,
    project.sources,
    recogniseGo(mainSources(project), process.machine.budget),
  )
  const own = `${cache}/${sha256Hex(identity).slice(0, 2)}/${sha256Hex(identity).slice(0, 40)}`
  if (!exists(process, own)) {
    work(process, 3_000)
    placeFile(process, own, sized({ identity: `go:object ${identity}`, size: 40_000, kind: 'binary', source }))
  }
  const size = asked.isStripped ? figures.binaryStripped : figures.binary
  const content = sized({ identity, size, kind: 'binary', source, program: 'compiled' })
  placeFile(process, outputPath(process, project, asked), content, 0o755)
  tellModel(process, `go: the size of the program is modelled, ${source}.`)
}

/** The sources of the package in the module's own folder. */
function mainSources({ sources }: GoProject): readonly string[] {
  return sources.flatMap(([path, content]) =>
    content.kind === 'real' && !path.includes('/') ? [textOf(content.bytes)] : [],
  )
}

function outputPath(process: Process, project: GoProject, asked: BuildWords): string {
  const name = project.module.split('/').at(-1) ?? 'main'
  const output = asked.output ?? name
  const path = output.startsWith('/') ? output : `${process.directory === '/' ? '' : process.directory}/${output}`
  return output.endsWith('/') ? `${path}${name}` : path
}

function check(process: Process, name: string): number {
  const project = findProject(process)
  if (project === undefined) {
    complain(process, noModule)
    return 1
  }
  if (!fetchModules(process, project)) return 1
  work(process, 4_000)
  if (name === 'test') {
    const directory = process.directory === '/' ? '' : process.directory
    const hasTests = sourcesBelow(process, directory, (path) => path.endsWith('_test.go')).length > 0
    say(process, hasTests ? `ok  \t${project.module}\t0.012s` : `?   \t${project.module}\t[no test files]`)
  }
  tellModel(process, `go ${name}: nothing is really checked.`)
  return 0
}
