// The simulator on real folders: for authors, build machines and tests.
//   npm run -s layerwise -- build|check|new|replay …
import { buildCommand } from './command/build.ts'
import { checkCommand } from './command/check.ts'
import { UsageError } from './command/flags.ts'
import { newCommand } from './command/new.ts'
import { replayCommand } from './command/replay.ts'

const usage = `layerwise build CONTEXT [-f FILE] [-t TAG] [--target STAGE] [--build-arg NAME=VALUE] [--secret id=ID,src=FILE]
                [--build-context NAME=FOLDER] [--label NAME=VALUE] [--add-host NAME:ADDRESS] [--network MODE] [--platform OS/ARCH]
                [--no-cache] [--no-cache-filter STAGE] [--progress plain|json] [-o IMAGE.tar]
    builds the folder's Dockerfile and tells what docker would tell
layerwise check PATH…
    what is wrong with Dockerfiles, lessons, scenes, exercises and behaviour cards (a Dockerfile, a lesson, a scene, an exercise's folder, NAME.card.yaml,
    or a folder that holds some)
layerwise new lesson NAME
    begins a lesson: content/lessons/NAME, from the template
layerwise replay CASE… [--bases FILE]
    plays conformance cases (a name below tests/conformance/cases, or a case's folder), one JSON object a line
Exit code 0: fine; 1: what was built or checked is wrong; 2: used wrongly.`

const commands: Readonly<Record<string, (words: readonly string[]) => number | Promise<number>>> = {
  build: buildCommand,
  check: checkCommand,
  new: (words) => newCommand(words),
  replay: replayCommand,
}

process.exitCode = await main(process.argv.slice(2))

async function main([name = '', ...words]: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h' || words.includes('--help')) {
    console.log(usage)
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  try {
    if (command === undefined) throw new UsageError(name === '' ? 'a command is needed' : `${name} is no command`)
    return await command(words)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`layerwise: ${error.message}\n\n${usage}`)
    return 2
  }
}
