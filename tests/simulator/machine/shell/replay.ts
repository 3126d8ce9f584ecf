import { realContent, sizedContent } from '../../../../simulator/filesystem/content.ts'
import { Draft } from '../../../../simulator/filesystem/draft.ts'
import { emptyTree } from '../../../../simulator/filesystem/tree.ts'
import { makeMachine } from '../../../../simulator/machine/machine.ts'
import { collectOutput, noInput } from '../../../../simulator/machine/pipe.ts'
import { programs } from '../../../../simulator/machine/programs/index.ts'
import { processWith } from '../../../../simulator/machine/run.ts'
import { shellPrograms } from '../../../../simulator/machine/shell/index.ts'
import { signalName } from '../../../../simulator/machine/signals.ts'
import { bytesOf, textOf } from '../../../../simulator/values/bytes.ts'

/** What a shell did with a snippet. */
export interface Outcome {
  readonly stdout: string
  readonly stderr: string
  readonly status: number | string
}

/** How the recorded shells were called: their program and the name given. `sh` inside a snippet is dash, as it was on the recording machine. */
const called = { dash: ['dash', '/bin/sh'], ash: ['sh', '/bin/sh'], bash: ['bash', '/bin/bash'] } as const

const place = '/tmp/truth'
const known = new Map([...programs, ...shellPrograms])

/** Runs a snippet in a small tree, in the place where it was recorded. */
export function runSnippet(shell: keyof typeof called, script: string): Outcome {
  const [program, name] = called[shell]
  const machine = makeMachine({ tree: smallTree(), now: { seconds: 1_600_000_000, nanoseconds: 0 }, programs: known })
  const output = collectOutput()
  const errors = collectOutput()
  const process = processWith({
    machine,
    id: 100,
    parent: 99,
    arguments: [name, '-c', script],
    environment: new Map([
      ['PATH', '/usr/bin:/bin'],
      ['HOME', '/root'],
    ]),
    directory: place,
    user: { uid: 0, gid: 0, groups: [0] },
    umask: 0o022,
    input: noInput,
    output,
    errors,
  })
  const status = shellPrograms.get(program)?.run(process, shell === 'ash' ? 'busybox' : 'gnu') ?? 127
  return {
    stdout: shown(output),
    stderr: shown(errors),
    status: machine.lastSignal === undefined ? status : `signal SIG${signalName(machine.lastSignal)}`,
  }
}

function shown(output: ReturnType<typeof collectOutput>): string {
  const content = output.content()
  return content.kind === 'real' ? textOf(content.bytes) : `[${content.size} bytes]`
}

function smallTree(): Draft {
  const draft = new Draft(emptyTree)
  const owner = { uid: 0, gid: 0, mtime: { seconds: 1_500_000_000, nanoseconds: 0 } }
  for (const path of ['/usr/bin', '/etc', '/root', '/dev']) draft.makeDirectories(path, { ...owner, mode: 0o755 })
  draft.makeDirectories('/tmp', { ...owner, mode: 0o1777 })
  draft.makeDirectories(place, { ...owner, mode: 0o755 })
  draft.set('/bin', { kind: 'symlink', ...owner, mode: 0o777, target: 'usr/bin' })
  draft.set('/etc/passwd', {
    kind: 'file',
    ...owner,
    mode: 0o644,
    content: realContent(bytesOf('root:x:0:0:root:/root:/bin/bash\n')),
  })
  for (const program of known.keys()) {
    const id = program === 'sh' ? 'dash' : shellPrograms.has(program) ? program : `gnu/${program}`
    draft.set(`/usr/bin/${program}`, {
      kind: 'file',
      ...owner,
      mode: 0o755,
      content: { ...sizedContent(program, 10_000), program: id },
    })
  }
  return draft
}
