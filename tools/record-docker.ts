/**
 * Records what a real docker says.
 *
 *     SHELL_OF_DOCKER='bash' node tools/record-docker.ts manual               simulator/docker/manual.json, from its --help
 *     SHELL_OF_DOCKER='bash' node tools/record-docker.ts transcripts [name …] what it prints, in tests/golden/docker
 *
 * SHELL_OF_DOCKER is a shell that finds docker on its PATH. Transcripts make, and remove, images and containers whose names begin with `lwd`
 * and no others; they need an image `oracle/busybox`.
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { readCommand, readGroup } from './docker/manual.ts'
import { recordTranscripts } from './docker/transcripts.ts'

const shell = process.env.SHELL_OF_DOCKER
if (shell === undefined) {
  console.error('SHELL_OF_DOCKER must name the shell to record with')
  process.exit(2)
}

const commandNames = [
  'buildx build, buildx du, buildx imagetools inspect, buildx ls, buildx prune, buildx version, cp, create, diff, exec, export, history, images',
  'inspect, container inspect, image inspect, kill, load, login, logout, logs, pause, port, ps, pull, push, rename, restart, rm, rmi, run, save',
  'start, stats, stop, tag, top, unpause, update, version, info, wait, container prune, image prune, system df, system prune',
  'volume create, volume inspect, volume ls, volume prune, volume rm, network create, network inspect, network ls, network rm',
  'attach, commit, events, import, network connect, network disconnect, network prune',
].flatMap((line) => line.split(', '))

const [what, ...names] = process.argv.slice(2)
if (what === 'manual') recordManual()
else if (what === 'transcripts') recordTranscripts(run, names)
else {
  console.error('say what to record: manual, transcripts')
  process.exit(2)
}

/** Runs a script; gives what it printed. */
function run(script: string): string {
  return execFileSync(shell ?? '', ['-s'], { input: script, encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'] })
}

function recordManual(): void {
  const groupNames = ['', 'builder', 'buildx', 'buildx imagetools', 'container', 'image', 'system', 'volume', 'network']
  const groups = Object.fromEntries(groupNames.map((name) => [name, readGroup(help(name))]))
  const commands = Object.fromEntries(commandNames.map((name) => [name, readCommand(help(name))]))
  writeFileSync('simulator/docker/manual.json', `${JSON.stringify({ groups, commands }, null, 1)}\n`)
  console.log(`${commandNames.length} commands and ${groupNames.length} groups recorded`)
}

function help(name: string): string {
  return run(`docker ${name} --help 2>/dev/null < /dev/null`)
}
