import { publicHosts } from '../../../values/hosts.ts'
import { directoryName } from '../../../values/path.ts'
import { findProgram } from '../../run.ts'
import { complain, download, hasNetwork, notSimulated, say, tellModel, tool, work } from '../console.ts'
import { placeFile, placeLink, sized } from '../placing.ts'

const versions: Readonly<Record<string, string>> = { pnpm: '10.20.0', yarn: '1.22.22' }

/** Bytes of a package manager as corepack keeps it. Measured: pnpm 9 and yarn 1.22 unpacked. */
const bytes: Readonly<Record<string, number>> = { pnpm: 17_600_000, yarn: 5_400_000 }

/** `corepack`: brings yarn and pnpm. */
export const corepack = tool({
  names: ['corepack'],
  summary: 'Brings yarn and pnpm, in the version that a project asks for.',
  exact:
    'enable makes yarn and pnpm callable; prepare and install keep a version in ~/.cache/node/corepack; no network is a failure.',
  modelled: 'Sizes: 17.6 MB for pnpm, 5.4 MB for yarn.',
  missing: 'Checking signatures, and disable.',
  run: (process) => {
    const [command, ...words] = process.arguments.slice(1)
    const names = words.filter((word) => !word.startsWith('-'))
    switch (command) {
      case '--version':
      case '-v':
        say(process, '0.34.0')
        return 0
      case 'enable': {
        const folder = directoryName(
          findProgram(process, process.arguments[0] ?? '').value ?? '/usr/local/bin/corepack',
        )
        for (const name of names.length === 0 ? ['pnpm', 'pnpx', 'yarn', 'yarnpkg'] : names) {
          const path = `/usr/local/lib/node_modules/corepack/dist/${name}.js`
          const content = sized({
            identity: `corepack:${name}`,
            size: 134,
            kind: 'text',
            source: 'corepack',
            program: name.startsWith('pn') ? 'pnpm' : 'yarn',
          })
          placeFile(process, path, content, 0o755)
          placeLink(process, `${folder}/${name}`, `../lib/node_modules/corepack/dist/${name}.js`)
        }
        return 0
      }
      case 'prepare':
      case 'use':
      case 'install':
        return names.map((name) => keep(name)).find((status) => status !== 0) ?? 0
      default:
        return notSimulated(process, `corepack ${command ?? ''}`)
    }

    function keep(word: string): number {
      const [name = '', version = ''] = word.split('@')
      if (versions[name] === undefined) {
        complain(
          process,
          `Usage Error: Invalid package manager specification in CLI arguments; expected a semver range, got ${word}`,
        )
        return 1
      }
      if (!hasNetwork(process)) {
        complain(process, `Internal Error: Error when performing the request to https://${publicHosts.npm}`)
        return 1
      }
      const exact = /^\d+\.\d+\.\d+$/.test(version) ? version : (versions[name] ?? '')
      say(process, `Preparing ${word} for immediate activation...`)
      const home =
        process.environment.get('COREPACK_HOME') ?? `${process.environment.get('HOME') ?? '/root'}/.cache/node/corepack`
      const size = bytes[name] ?? 0
      placeFile(
        process,
        `${home}/v1/${name}/${exact}/.other-files`,
        sized({
          identity: `corepack:${name}@${exact}`,
          size,
          kind: 'text',
          source: 'measured: pnpm 9 and yarn 1.22 unpacked',
        }),
      )
      download(process, size / 4)
      work(process, 800)
      tellModel(process, 'corepack: sizes of package managers are those of pnpm 9 and yarn 1.22.')
      return 0
    }
  },
})
