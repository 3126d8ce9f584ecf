import { array, assert, constantFrom, nat, oneof, property, record } from 'fast-check'
import { expect, it } from 'vitest'
import { type ContainerPlan, type Happening, playContainer, type StartOptions } from '../../../simulator/containers.ts'
import { atSecond } from '../../../simulator/filesystem/tree.ts'
import { programs } from '../../../simulator/programs.ts'
import { imageNamed, packageTables } from '../../notation/catalog.ts'

/*
 * Whatever a script does and whatever happens to it: a life is played without a throw, is the same when it is played again, its log only grows,
 * and the kernel's own signal ends it.
 */
const numRuns = Number(process.env.FUZZ_RUNS ?? 200)
const world = { now: atSecond(1_790_000_000), programs, packageTables }

const fragments = constantFrom(
  'sleep 1',
  'sleep 2 &',
  'sleep 1000 &',
  'wait',
  'wait $!',
  'kill $!',
  'kill -9 $$',
  "trap 'echo got' TERM",
  "trap 'echo bye; exit 3' TERM INT",
  "trap '' HUP TERM",
  "trap 'echo end' EXIT",
  'cat',
  'tail -f /etc/hostname',
  'while :; do sleep 1; done',
  'for i in 1 2 3; do echo $i; sleep 1; done',
  'exec sleep 5',
  '(sleep 3; echo x) &',
  '(sleep 1000; echo x) &',
  'sleep 3 | cat',
  'sleep 1000 | cat | sleep 1',
  'x=$(sleep 1; echo y)',
  'sh -c "sleep 2; echo z"',
  'f() { sleep 1; }; f & f',
  'set -e; false',
  'echo one >> /tmp/log',
  'ps',
  'exit 3',
)
const scripts = array(fragments, { maxLength: 5, minLength: 1 })
const atMs = nat(8000)
const happening = oneof(
  record({ kind: constantFrom('signal' as const), atMs, signal: constantFrom(1, 2, 3, 15, 15, 17, 9) }),
  record({
    kind: constantFrom('exec' as const),
    atMs,
    command: constantFrom(
      ['ps'],
      ['sleep', '3'],
      ['nope'],
      ['sh', '-c', 'kill -15 1; sleep 1; kill 1'],
      ['tail', '-f', '/tmp/log'],
    ),
  }),
  record({
    kind: constantFrom('request' as const),
    atMs,
    request: constantFrom({
      method: 'GET',
      target: '/',
      headers: new Map(),
      body: '',
      port: 80,
      from: 'outside' as const,
    }),
  }),
)
const options = record({
  hasInit: constantFrom(true, false),
  isTerminal: constantFrom(true, false),
  isInteractive: constantFrom(true, false),
})

function planOf(image: string, script: readonly string[], flags: StartOptions): ContainerPlan {
  return {
    id: 'ef'.repeat(32),
    image: imageNamed(image),
    options: { ...flags, command: ['sh', '-c', script.join('\n')] },
  }
}

const logOf = (plan: ContainerPlan, events: readonly Happening[], untilMs: number): string =>
  playContainer(plan, events, untilMs, world)
    .log.map(({ text }) => text)
    .join('')

it('plays any life to any time, alike each time', () => {
  assert(
    property(
      constantFrom('alpine:3.22', 'debian:bookworm-slim'),
      scripts,
      array(happening, { maxLength: 4 }),
      options,
      atMs,
      (image, script, events, flags, at) => {
        const plan = planOf(image, script, flags)
        const past = events.filter((event) => event.atMs <= at)
        const early = logOf(plan, past, at)
        expect(logOf(plan, past, at)).toBe(early)
        expect(logOf(plan, events, at + 4000).startsWith(early)).toBe(true)
      },
    ),
    { numRuns },
  )
})

it('is over when the kernel ends it', () => {
  assert(
    property(scripts, array(happening, { maxLength: 3 }), options, (script, events, flags) => {
      const plan = planOf('alpine:3.22', script, flags)
      const { standing } = playContainer(plan, [...events, { kind: 'signal', atMs: 9000, signal: 9 }], 9000, world)
      expect(standing.kind).toBe('exited')
    }),
    { numRuns },
  )
})
