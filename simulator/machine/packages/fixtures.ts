import { complain, say, tellModel, tool, work } from './console.ts'
import { placeFile, sized } from './placing.ts'

const source = 'a fixture of the course'

/** The installer of the course: an archive that unpacks itself, of 120 MB. */
export const installer = tool({
  names: ['installer'],
  summary: 'The installer of the course’s tool: unpacks itself.',
  exact: 'The folder that `--to` names; without it /opt/tool.',
  modelled: 'A tool of 40 MB.',
  run: (process) => {
    const words = process.arguments.slice(1)
    const at = words.indexOf('--to')
    const folder = (at === -1 ? '/opt/tool' : (words[at + 1] ?? '')).replace(/\/$/, '')
    const wrong = placeFile(
      process,
      `${folder}/bin/tool`,
      sized({ identity: 'fixture:tool', size: 2_000_000, kind: 'binary', source, program: 'pelican-tool' }),
      0o755,
    )
    if (wrong !== undefined) {
      complain(process, `installer: cannot write to ${folder}`)
      return 1
    }
    placeFile(
      process,
      `${folder}/share/.other-files`,
      sized({ identity: 'fixture:tool/share', size: 38_000_000, kind: 'binary', source }),
    )
    work(process, 4000)
    tellModel(process, 'The installer and its tool are fixtures of the course.')
    say(process, `installed into ${folder}`)
    return 0
  },
})

/** The tool that it installs. */
export const tool42 = tool({
  names: ['pelican-tool'],
  summary: 'The course’s tool: tells its version and that it is there.',
  exact: '--version and --status.',
  run: (process) => {
    const [word] = process.arguments.slice(1)
    if (word === '--version') say(process, '4.2')
    else if (word === '--status') say(process, 'ready')
    else {
      complain(process, 'usage: tool --version | --status')
      return 2
    }
    return 0
  },
})
