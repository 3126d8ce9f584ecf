import { exists, list, readTextFile, stat } from '../../files.ts'
import type { Process } from '../../process.ts'
import { builtIdentity, sourcesBelow } from '../built.ts'
import { complain, download, hasNetwork, notSimulated, say, tellModel, tool, work } from '../console.ts'
import { placeFile, sized } from '../placing.ts'
import { buildersTable } from './figures.ts'

/** `cargo`: builds Rust programs. */
export const cargo = tool({
  names: ['cargo'],
  summary: 'Builds Rust programs.',
  exact:
    'Cargo.toml’s name and whether it has dependencies, debug and release, where the result goes, what stays in CARGO_HOME and target.',
  modelled:
    'Sizes: a program of the standard library alone (0.5 MB) or a small web service (4.2 MB, 230 MB of target, 180 MB of crates).',
  missing: 'Compiling: sources are not checked. Workspaces and features.',
  run: (process) => {
    const [name, ...words] = process.arguments.slice(1).filter((word) => !word.startsWith('+'))
    switch (name) {
      case '--version':
      case '-V':
        say(process, 'cargo 1.95.0')
        return 0
      case 'fetch':
      case 'build':
      case 'test':
        return build(process, name, words)
      case 'install':
        return words.includes('--path')
          ? installProject(process, words)
          : notSimulated(process, 'cargo install of a crate')
      default:
        return notSimulated(process, `cargo ${name ?? ''}`)
    }
  },
})

function build(process: Process, command: string, words: readonly string[]): number {
  const root = process.directory === '/' ? '' : process.directory
  const manifest = readTextFile(process, `${root}/Cargo.toml`)
  if (manifest.errno !== undefined) {
    complain(process, `error: could not find \`Cargo.toml\` in \`${process.directory}\` or any parent directory`)
    return 101
  }
  const table = buildersTable(process, 'go')
  if (table === undefined) return 1
  const name = /^\s*name\s*=\s*"([^"]+)"/m.exec(manifest.value)?.[1] ?? 'main'
  const dependencies = /^\[dependencies\]\s*\n((?:(?!\[).*\n?)*)/m.exec(manifest.value)?.[1]?.trim() ?? ''
  const source = 'figures of a small Rust program'
  if (dependencies !== '' && !fetchCrates(process, table.cargo.smallWeb.cargoHomeRegistry.bytes)) return 101
  if (command === 'fetch') return 0
  const sources = sourcesBelow(process, `${root}/src`, () => true)
  if (sources.length === 0) {
    complain(
      process,
      `error: failed to parse manifest at \`${root}/Cargo.toml\``,
      '',
      'Caused by:',
      '  no targets specified in the manifest',
    )
    return 101
  }
  const isRelease = words.includes('--release') || words.includes('-r')
  const figures = dependencies === '' ? table.cargo.stdOnly : table.cargo.smallWeb
  const libraries =
    'targetDirectory' in figures
      ? figures.targetDirectory.bytes - figures.binary
      : (isRelease ? figures.targetRelease : figures.targetDebug) - figures.binary
  const target = `${process.environment.get('CARGO_TARGET_DIR') ?? `${root}/target`}/${isRelease ? 'release' : 'debug'}`
  const deps = `${target}/deps/.other-files`
  if (!exists(process, deps)) {
    placeFile(
      process,
      deps,
      sized({ identity: `cargo:libraries ${dependencies}`, size: libraries, kind: 'binary', source }),
    )
    work(process, dependencies === '' ? 2_000 : 70_000)
  }
  const libc = exists(process, '/lib/ld-musl-x86_64.so.1') ? 'static' : 'dynamic glibc'
  const identity = builtIdentity(`rust ${name} linux/${process.machine.architecture} ${libc}`, sources)
  placeFile(
    process,
    `${target}/${name}`,
    sized({ identity, size: figures.binary, kind: 'binary', source, program: 'compiled' }),
    0o755,
  )
  work(process, 3_000)
  tellModel(process, 'cargo: sizes are those of a small program of the same kind.')
  complain(process, `   Compiling ${name}`, `    Finished \`${isRelease ? 'release' : 'dev'}\` profile target(s)`)
  return 0
}

/** `cargo install --path`: builds for release, and puts the program where cargo's own programs are. */
function installProject(process: Process, words: readonly string[]): number {
  const folder = words[words.indexOf('--path') + 1] ?? '.'
  const directory = folder === '.' ? process.directory : `${process.directory}/${folder}`
  const status = build({ ...process, directory }, 'build', ['--release'])
  if (status !== 0) return status
  const home = process.environment.get('CARGO_HOME') ?? `${process.environment.get('HOME') ?? '/root'}/.cargo`
  const target = `${process.environment.get('CARGO_TARGET_DIR') ?? `${directory}/target`}/release`
  for (const name of list(process, target).value ?? []) {
    const node = stat(process, `${target}/${name}`).value
    if (node?.kind !== 'file' || (node.mode & 0o111) === 0) continue
    placeFile(process, `${home}/bin/${name}`, node.content, 0o755)
    complain(process, `  Installing ${home}/bin/${name}`)
  }
  return 0
}

/** Downloads crates into CARGO_HOME; false when they cannot be had. */
function fetchCrates(process: Process, bytes: number): boolean {
  const home = process.environment.get('CARGO_HOME') ?? `${process.environment.get('HOME') ?? '/root'}/.cargo`
  const path = `${home}/registry/src/.other-files`
  if (exists(process, path)) return true
  if (!hasNetwork(process)) {
    complain(
      process,
      'error: failed to get a dependency',
      '',
      'Caused by:',
      '  [6] Could not resolve hostname (Could not resolve host: index.crates.io)',
    )
    return false
  }
  const source = 'estimate: the crates of a small web service'
  const archives = Math.floor(bytes * 0.09)
  complain(process, '    Updating crates.io index', ' Downloading crates ...')
  placeFile(process, path, sized({ identity: 'cargo:sources', size: bytes - archives, kind: 'text', source }))
  placeFile(
    process,
    `${home}/registry/cache/.other-files`,
    sized({ identity: 'cargo:archives', size: archives, kind: 'packed', source }),
  )
  download(process, archives)
  return true
}
