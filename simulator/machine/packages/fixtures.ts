import type { Program } from '../process.ts'
import { complain, say, tellModel, tool, work } from './console.ts'
import { placeFile, sized } from './placing.ts'

const source = 'a fixture of the course'

/** An installer of the course: an archive that unpacks itself, of 120 MB, or of 300 MB with an older tool. */
function installerOf(name: string, program: string): Program {
  return tool({
    names: [name],
    summary: 'An installer of the course’s tool: unpacks itself.',
    exact: 'The folder that `--to` names; without it /opt/tool.',
    modelled: 'A tool of 40 MB.',
    run: (process) => {
      const words = process.arguments.slice(1)
      const at = words.indexOf('--to')
      const folder = (at === -1 ? '/opt/tool' : (words[at + 1] ?? '')).replace(/\/$/, '')
      const wrong = placeFile(
        process,
        `${folder}/bin/tool`,
        sized({ identity: `fixture:${program}`, size: 2_000_000, kind: 'binary', source, program }),
        0o755,
      )
      if (wrong !== undefined) {
        complain(process, `installer: cannot write to ${folder}`)
        return 1
      }
      placeFile(
        process,
        `${folder}/share/.other-files`,
        sized({ identity: `fixture:${program}/share`, size: 38_000_000, kind: 'binary', source }),
      )
      work(process, 4000)
      tellModel(process, 'The installer and its tool are fixtures of the course.')
      say(process, `installed into ${folder}`)
      return 0
    },
  })
}

/** The tool that an installer installs. */
function toolOf(name: string, version: string): Program {
  return tool({
    names: [name],
    summary: 'The course’s tool: tells its version and that it is there.',
    exact: '--version and --status.',
    run: (process) => {
      const [word] = process.arguments.slice(1)
      if (word === '--version') say(process, version)
      else if (word === '--status') say(process, `installed ${version}`)
      else {
        complain(process, 'usage: tool --version | --status')
        return 2
      }
      return 0
    },
  })
}

/** The installers that the course's server has, and what they install. */
export const fixturePrograms: readonly Program[] = [
  installerOf('installer', 'pelican-tool'),
  toolOf('pelican-tool', '4.2'),
  installerOf('installer-300', 'pelican-tool-2'),
  toolOf('pelican-tool-2', '2.1'),
]
