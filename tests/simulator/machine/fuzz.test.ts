import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sizedContent } from '../../../simulator/filesystem/content.ts'
import { Draft } from '../../../simulator/filesystem/draft.ts'
import { epoch } from '../../../simulator/filesystem/tree.ts'
import { makeMachine, runCommand } from '../../../simulator/machine/machine.ts'
import { programs } from '../../../simulator/programs.ts'
import { budgetOf } from '../../../simulator/values/budget.ts'
import { imageNamed, packageTables } from '../../notation/catalog.ts'

/* Whatever any program is told, in whichever family, it comes to an end with a status and changes nothing above its root. FUZZ_RUNS says how many are tried. */

const numRuns = Number(process.env.FUZZ_RUNS ?? 400)
const names = [...programs.keys()].sort()

const options = constantFrom(
  ...'-a -b -c -d -e -f -g -h -i -l -m -n -o -p -q -r -s -t -u -v -w -x -y -z -A -C -D -E -F -H -I -L -O -R -S -W -0 -1 -- - --help --version --verbose --output --file=x --no-cache -rf -xzf -czf'.split(
    ' ',
  ),
)
const words = constantFrom(
  ...'a b d d/a nope . .. / /w ../w /etc/passwd package.json requirements.txt 0 1 -1 1M 755 root app:app install update add ci run build test clean {print} s/a/b/ ^a( [ ] { } ( ) ! = == + * ? | && %s %d \\( a=b 1,2p @ https://files.pelican.example/data.tar.gz curl express flask'.split(
    ' ',
  ),
)
const word = oneof(options, words, string({ maxLength: 8 }))
const command = { name: constantFrom(...names), given: array(word, { maxLength: 7 }) }

/** Runs a program by its own file, in a real base image that holds some files in /w; gives its status. */
function statusOf(image: string, program: string, given: readonly string[]): number {
  const draft = new Draft(imageNamed(image).tree)
  const attributes = { uid: 0, gid: 0, mtime: epoch }
  draft.makeDirectories('/w/d', { ...attributes, mode: 0o755 })
  for (const [path, text] of [
    ['/w/a', 'one\ntwo\n'],
    ['/w/d/a', 'three\n'],
    ['/w/package.json', '{"name":"a","version":"1.0.0","scripts":{"build":"echo"}}'],
    ['/w/requirements.txt', 'flask\n'],
  ] as const)
    draft.set(path, {
      kind: 'file',
      ...attributes,
      mode: 0o644,
      content: { kind: 'real', bytes: new TextEncoder().encode(text), size: text.length },
    })
  const isBusybox = image.startsWith('alpine')
  draft.set(`/w/${program}`, {
    kind: 'file',
    ...attributes,
    mode: 0o755,
    content: { ...sizedContent(program, 1000), program: isBusybox ? 'busybox' : program },
  })
  const machine = makeMachine({
    tree: draft,
    now: { seconds: 1_795_521_600, nanoseconds: 0 },
    programs,
    packageTables,
    budget: budgetOf(400_000),
  })
  return runCommand(machine, {
    arguments: [`/w/${program}`, ...given],
    environment: new Map([['PATH', '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin']]),
    directory: '/w',
    user: { uid: 0, gid: 0, groups: [0] },
  }).status
}

describe('any program takes any words', () => {
  it.each(['debian:bookworm-slim', 'alpine:3.22', 'node:22-slim', 'python:3.13-slim'])(
    'in %s',
    { timeout: 600_000 },
    (image) => {
      const holds = property(command.name, command.given, (name, given) => {
        const status = statusOf(image, name, given)
        expect(Number.isInteger(status) && status >= 0 && status <= 255).toBe(true)
      })
      assert(holds, { numRuns, seed: 5 })
    },
  )
})
