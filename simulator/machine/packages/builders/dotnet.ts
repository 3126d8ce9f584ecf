import { exists, list } from '../../files.ts'
import type { Process } from '../../process.ts'
import { builtIdentity, sourcesBelow } from '../built.ts'
import { complain, download, hasNetwork, notSimulated, say, tellModel, tool, work } from '../console.ts'
import { placeFile, sized } from '../placing.ts'
import { buildersTable } from './figures.ts'

/** `dotnet`: restores, builds and publishes .NET projects. */
export const dotnet = tool({
  names: ['dotnet'],
  summary: 'Builds .NET projects.',
  exact: 'Which project there is, where the result goes, what stays in ~/.nuget.',
  modelled: 'Sizes of a small web service: 0.35 MB published, 105 MB with its own runtime, 38 MB trimmed.',
  missing: 'Compiling: sources are not checked. run, tool, solutions.',
  run: (process) => {
    const [name, ...words] = process.arguments.slice(1)
    switch (name) {
      case '--version':
        say(process, '9.0.305')
        return 0
      case 'restore':
      case 'build':
      case 'publish':
      case 'test':
        return build(process, name, words)
      default:
        if (name?.endsWith('.dll') && !exists(process, name)) {
          complain(process, `The application '${name}' does not exist or is not a managed .dll or .exe.`)
          return 1
        }
        return notSimulated(process, `dotnet ${name ?? ''}`)
    }
  },
})

function build(process: Process, command: string, words: readonly string[]): number {
  const given = words.find((word) => word.endsWith('.csproj'))
  const found = given ?? (list(process, '.').value ?? []).find((name) => name.endsWith('.csproj'))
  if (found === undefined || !exists(process, found)) {
    complain(
      process,
      'MSBUILD : error MSB1003: Specify a project or solution file. The current working directory does not contain a project or solution file.',
    )
    return 1
  }
  const table = buildersTable(process, 'go')
  if (table === undefined) return 1
  const path = found.startsWith('/')
    ? found
    : `${process.directory === '/' ? '' : process.directory}/${found.replace(/^\.\//, '')}`
  const folder = path.slice(0, path.lastIndexOf('/'))
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.csproj$/, '')
  const source = 'estimate: a small web service'
  const packages = `${process.environment.get('NUGET_PACKAGES') ?? `${process.environment.get('HOME') ?? '/root'}/.nuget/packages`}/.other-files`
  if (!exists(process, packages) && !words.includes('--no-restore')) {
    if (!hasNetwork(process)) {
      complain(
        process,
        `${path} : error NU1301: Unable to load the service index for source https://api.nuget.org/v3/index.json.`,
      )
      return 1
    }
    placeFile(
      process,
      packages,
      sized({ identity: 'nuget:packages', size: table.dotnet.nugetPackages.bytes, kind: 'binary', source }),
    )
    download(process, table.dotnet.nugetPackages.bytes / 3)
    work(process, 3_000)
  }
  say(process, '  Determining projects to restore...', `  Restored ${path}.`)
  placeFile(process, `${folder}/obj/project.assets.json`, '{}\n')
  if (command === 'restore') return 0
  const sources = sourcesBelow(
    process,
    folder === '' ? '/' : folder,
    (file) => /\.(cs|csproj|json)$/.test(file),
    new Set(['bin', 'obj', '.git']),
  )
  const identity = builtIdentity(`dotnet ${name}`, sources)
  const value = (option: RegExp): string | undefined => words[words.findIndex((word) => option.test(word)) + 1]
  const configuration = words.some((word) => /^(-c|--configuration)$/.test(word))
    ? (value(/^(-c|--configuration)$/) ?? 'Debug')
    : command === 'publish'
      ? 'Release'
      : 'Debug'
  placeFile(
    process,
    `${folder}/bin/${configuration}/net9.0/.other-files`,
    sized({ identity: `${identity} bin`, size: table.dotnet.objAndBin, kind: 'binary', source }),
  )
  work(process, 9_000)
  say(process, `  ${name} -> ${folder}/bin/${configuration}/net9.0/${name}.dll`)
  tellModel(process, 'dotnet: sizes are those of a small web service.')
  if (command !== 'publish') return 0
  const out = words.some((word) => /^(-o|--output)$/.test(word))
    ? (value(/^(-o|--output)$/) ?? 'publish')
    : `${folder}/bin/${configuration}/net9.0/publish`
  const target = out.startsWith('/') ? out : `${process.directory === '/' ? '' : process.directory}/${out}`
  const own = words.some((word) => /^(--self-contained|--sc)$/.test(word))
  const figures = table.dotnet.publish
  const size = words.some((word) => /PublishTrimmed=true/i.test(word))
    ? figures.selfContainedTrimmedSingleFile.bytes
    : own
      ? figures.selfContained.bytes
      : figures.frameworkDependentWebApi.bytes
  placeFile(process, `${target}/${name}.dll`, sized({ identity, size: 120_000, kind: 'binary', source }))
  placeFile(
    process,
    `${target}/.other-files`,
    sized({ identity: `${identity} published`, size: size - 120_000, kind: 'binary', source }),
  )
  say(process, `  ${name} -> ${target}/`)
  return 0
}
