import fc from 'fast-check'
import { it } from 'vitest'
import { sizedContent } from '../../../../simulator/filesystem/content.ts'
import { Draft } from '../../../../simulator/filesystem/draft.ts'
import { emptyTree } from '../../../../simulator/filesystem/tree.ts'
import { makeMachine, runCommand } from '../../../../simulator/machine/machine.ts'
import { shellPrograms } from '../../../../simulator/machine/shell/index.ts'
import { budgetOf } from '../../../../simulator/values/budget.ts'

const runs = Number(process.env.FUZZ_RUNS ?? 300)

const pieces = [
  'echo',
  ' ',
  '\n',
  ';',
  '&',
  '|',
  '&&',
  '||',
  '(',
  ')',
  '{ ',
  '; }',
  'if ',
  'then ',
  'else ',
  'fi',
  'for i in ',
  'do ',
  'done',
  'while ',
  'case a in ',
  'esac',
  ';;',
  '$x',
  '${x',
  '}',
  ':-',
  '#',
  '%',
  '"',
  "'",
  '\\',
  '`',
  '$(',
  '$((',
  '))',
  '1',
  '+',
  'x=',
  'f()',
  '<<E\n',
  'E\n',
  '<',
  '>',
  '2>&1',
  '*',
  '?',
  '[',
  ']',
  '!',
  'set -e',
  'set -x',
  'exec ',
  'eval ',
  'trap ',
  'read x',
  'local y',
  'return',
  'break',
  '[[ ',
  ' ]]',
  '~',
  '=~',
  '@',
  '/',
  '^',
  'true',
  'false',
  'f',
  'a',
  'é',
  '\0',
]
const script = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''))

/** Runs a text in a shell. All that may come of it is a result. */
function run(program: string, text: string): void {
  const draft = new Draft(emptyTree)
  const owner = { uid: 0, gid: 0, mtime: { seconds: 0, nanoseconds: 0 } }
  draft.makeDirectories('/bin', { ...owner, mode: 0o755 })
  draft.set('/bin/sh', { kind: 'file', ...owner, mode: 0o755, content: { ...sizedContent('sh', 1), program } })
  const machine = makeMachine({ tree: draft, now: owner.mtime, programs: shellPrograms, budget: budgetOf(100_000) })
  const user = { uid: 0, gid: 0, groups: [0] }
  runCommand(machine, { arguments: ['/bin/sh', '-c', text], environment: new Map(), directory: '/', user })
}

for (const program of ['dash', 'busybox', 'bash'])
  it(`${program} comes to an end with any text`, () => {
    fc.assert(
      fc.property(fc.oneof(script, fc.string({ maxLength: 60 })), (text) => run(program, text)),
      { numRuns: runs },
    )
  })
