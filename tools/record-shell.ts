/*
 * Records what real shells do with the snippets of tests/truth/shell/*.txt (separated by lines of `%%`) into the .json beside each.
 * Usage: node tools/record-shell.ts [--busybox PATH] [group …]. Needs dash, busybox and bash on the machine; works in a directory of its own.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const folder = join(import.meta.dirname, '../tests/truth/shell')
/** Where snippets run: the replay runs them in the same place of its own tree. */
const place = '/tmp/truth'

const { values, positionals } = parseArgs({
  options: { busybox: { type: 'string', default: 'busybox' } },
  allowPositionals: true,
})

const shells = [
  { name: 'dash', command: 'dash', called: '/bin/sh' },
  { name: 'ash', command: values.busybox, called: '/bin/sh' },
  { name: 'bash', command: 'bash', called: '/bin/bash' },
]

for (const file of readdirSync(folder)) {
  if (!file.endsWith('.txt')) continue
  const group = file.slice(0, -'.txt'.length)
  if (positionals.length > 0 && !positionals.includes(group)) continue
  const snippets = readFileSync(join(folder, file), 'utf8').split(/^%%\n/m)
  const only = shells.find((shell) => group === shell.name)
  const recorded = snippets.map((script) => ({
    script,
    ...Object.fromEntries(
      shells
        .filter((shell) => only === undefined || shell === only)
        .map((shell) => [shell.name, record(shell.command, shell.called, script)]),
    ),
  }))
  writeFileSync(join(folder, `${group}.json`), `${JSON.stringify(recorded, undefined, 1)}\n`)
  process.stdout.write(`${group}: ${recorded.length}\n`)
}

function record(command: string, called: string, script: string) {
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  const result = spawnSync(command, ['-c', script], {
    argv0: called,
    cwd: place,
    env: { PATH: '/usr/bin:/bin', HOME: '/root' },
    // A socket as input would make bash read its start files.
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 5000,
  })
  return {
    stdout: result.stdout.toString('utf8'),
    stderr: result.stderr.toString('utf8'),
    status: result.status ?? `signal ${result.signal}`,
  }
}
