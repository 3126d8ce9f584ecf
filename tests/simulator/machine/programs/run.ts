import { sizedContent } from '../../../../simulator/filesystem/content.ts'
import { Draft } from '../../../../simulator/filesystem/draft.ts'
import { epoch, type Tree } from '../../../../simulator/filesystem/tree.ts'
import { makeMachine, type RunningMachine, runCommand } from '../../../../simulator/machine/machine.ts'
import { programs } from '../../../../simulator/machine/programs/index.ts'
import { shellPrograms } from '../../../../simulator/machine/shell/index.ts'
import { treeOf } from '../../../notation/tree.ts'

const all = new Map([...programs, ...shellPrograms])

/** What a shell command did: all it printed, its status when it failed, and the machine afterwards. */
export interface Ran {
  readonly printed: string
  readonly machine: RunningMachine
  readonly tree: Tree
}

/** Runs a command line of a shell in a directory /w that holds `files` (in the notation of trees), where every program is GNU's. */
export function runIn(files: string, command: string): Ran {
  const draft = new Draft(
    treeOf(
      files
        .split(',')
        .map((entry) => (entry.trim() === '' ? '' : `w/${entry.trim()}`))
        .join(','),
    ),
  )
  const attributes = { mode: 0o755, uid: 0, gid: 0, mtime: epoch }
  for (const path of ['/w', '/tmp', '/bin', '/etc']) draft.makeDirectories(path, attributes)
  for (const name of all.keys())
    draft.set(`/bin/${name}`, {
      kind: 'file',
      ...attributes,
      content: { ...sizedContent(name, 1), program: name === 'sh' ? 'dash' : `gnu/${name}` },
    })
  const machine = makeMachine({
    tree: draft,
    now: { seconds: 1_700_000_000, nanoseconds: 0 },
    programs: all,
  })
  const { status, output } = runCommand(machine, {
    arguments: ['sh', '-c', command],
    environment: new Map([['PATH', '/bin']]),
    directory: '/w',
    user: { uid: 0, gid: 0, groups: [0] },
  })
  const printed = output.map((piece) => piece.text).join('') + (status === 0 ? '' : `status ${status}\n`)
  return { printed, machine, tree: machine.draft.finish() }
}
