import { expect, it } from 'vitest'
import { realContent, sizedContent } from '../../../../simulator/filesystem/content.ts'
import { Draft } from '../../../../simulator/filesystem/draft.ts'
import { emptyTree } from '../../../../simulator/filesystem/tree.ts'
import { makeMachine, runCommand } from '../../../../simulator/machine/machine.ts'
import { programs } from '../../../../simulator/machine/programs/index.ts'
import { shellPrograms } from '../../../../simulator/machine/shell/index.ts'
import { budgetOf } from '../../../../simulator/values/budget.ts'
import { bytesOf } from '../../../../simulator/values/bytes.ts'

const all = new Map([...programs, ...shellPrograms])
const attributes = { mode: 0o755, uid: 0, gid: 0, mtime: { seconds: 1_600_000_000, nanoseconds: 0 } }

/** What a line prints in a small machine where /big is nine bytes that are not known; then the status when it is not 0. */
function run(line: string, steps = 12_000_000): string {
  const tree = new Draft(emptyTree)
  tree.set('/big', { kind: 'file', ...attributes, content: sizedContent('big', 9) })
  for (const path of ['/bin', '/etc/ssl/certs', '/usr/local/share/ca-certificates'])
    tree.makeDirectories(path, attributes)
  tree.set('/usr/local/share/ca-certificates/my.crt', {
    kind: 'file',
    ...attributes,
    content: realContent(bytesOf('mine\n')),
  })
  for (const name of all.keys())
    tree.set(`/bin/${name}`, {
      kind: 'file',
      ...attributes,
      content: { ...sizedContent(name, 1), program: name === 'sh' ? 'dash' : `gnu/${name}` },
    })
  const machine = makeMachine({ tree, now: attributes.mtime, programs: all, budget: budgetOf(steps) })
  const { status, output } = runCommand(machine, {
    arguments: ['sh', '-c', line],
    environment: new Map([['PATH', '/bin']]),
    directory: '/',
    user: { uid: 0, gid: 0, groups: [] },
  })
  return output.map((piece) => piece.text).join('') + (status === 0 ? '' : `status ${status}`)
}

it('counts 50 MB of random numbers without making them', () =>
  expect(run('head -c 50M /dev/urandom | wc -c')).toBe('52428800\n'))
it('keeps the end of a large file large', () =>
  expect(run('head -c 50M /dev/urandom > f; tail -c 1M f | wc -c')).toBe('1048576\n'))
it('splits a large file', () => expect(run('head -c 5M /dev/urandom | split -b 2M - p; wc -c < pac')).toBe('1048576\n'))
it('passes a large file through tee', () =>
  expect(run('head -c 5M /dev/urandom | tee f | wc -c; wc -c < f')).toBe('5242880\n5242880\n'))
it('does not pretend to search what is not known', () =>
  expect(run('grep x big')).toBe('grep: big: content is not simulated, only its size is known\nstatus 2'))
it('does not pretend to know a digest', () => expect(run('md5sum big')).toMatch(/status 1$/))
it('reads no further of an endless line of words than it must', () => expect(run('yes a b | head -n 1')).toBe('a b\n'))
it('looks into an endless device', () => expect(run('od -An -tx1 -N2 /dev/zero')).toBe(' 00 00\n'))
it('stops an endless program of awk', () =>
  expect(run("awk 'BEGIN{while(1) x++}'", 100_000)).toMatch(/would run without end.*\nstatus 137/))
it('stops an endless script of sed', () => expect(run("echo | sed ':a;ba'", 100_000)).toMatch(/status 137/))
it('moves the clock by what sleep is asked for', () =>
  expect(run('a=$(date +%s); sleep 90; b=$(date +%s); echo $((b - a))')).toBe('90\n'))
it('finds no host', () =>
  expect(run('curl -fsSL https://example.com/x')).toBe('curl: (6) Could not resolve host: example.com\nstatus 6'))
it('adds a certificate once', () =>
  expect(
    run(
      'update-ca-certificates | grep added; update-ca-certificates | grep added; cat /etc/ssl/certs/ca-certificates.crt',
    ),
  ).toBe('1 added, 0 removed; done.\n0 added, 0 removed; done.\nmine\n'))
it('sorts many lines in little time', () => expect(run('seq 20000 | sort -rn | head -n 1')).toBe('20000\n'))
