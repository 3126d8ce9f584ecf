// Loads images that the simulator built into a real docker, and asks docker for their ID and history.
//   node tools/docker-load.ts [--docker COMMAND] [case…]
// Without a docker that answers it says so and ends well: the machine has none to compare with.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import {
  atSecond,
  configDigest,
  emptyStore,
  exportImage,
  type Image,
  importImages,
  isExact,
  runBuild,
} from '../simulator/index.ts'
import { programs } from '../simulator/programs.ts'
import { readBases } from './conformance/bases.ts'
import { caseNames, readCase } from './conformance/case.ts'
import { firstTime, prepareContext } from './conformance/context.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { docker: { type: 'string' } } })
const command = (values.docker ?? process.env.DOCKER ?? 'docker').split(' ')
process.exitCode = main(positionals)

function main(names: readonly string[]): number {
  if (docker(['version', '--format', '{{.Server.Version}}']).status !== 0) {
    console.log(
      `No docker answers as \`${command.join(' ')}\`, so there is nothing to compare with. Name one with --docker or DOCKER.`,
    )
    return 0
  }
  let failed = 0
  let passed = 0
  for (const name of names.length === 0 ? caseNames() : names) {
    const image = imageOf(name)
    if (image === undefined) continue
    const difference = compare(name, image)
    if (difference === undefined) passed++
    else failed++
    console.log(`${difference === undefined ? '✓' : '✖'} ${name}${difference === undefined ? '' : `: ${difference}`}`)
  }
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0 ? 0 : 1
}

/** The first image of a case, if it builds and all its bytes are real. */
function imageOf(name: string): Image | undefined {
  const each = readCase(name)
  const world = { catalog: readBases(), store: emptyStore, programs, now: atSecond(firstTime) }
  const { image } = runBuild({ context: prepareContext(each), sourceDateEpoch: 0, rewriteTimestamp: true }, world)
  const isReal = image?.layers.every((layer) => layer.isExact && isExact(layer.size) && hasRealBytes(layer.changes))
  return image !== undefined && image.layers.length > 0 && isReal ? image : undefined
}

function hasRealBytes(changes: Image['layers'][number]['changes']): boolean {
  return changes.every(
    (change) => change.kind === 'removed' || change.node.kind !== 'file' || change.node.content.kind === 'real',
  )
}

/** What docker says of an image that it loaded, where it differs from what the simulator says. */
function compare(name: string, image: Image): string | undefined {
  const tag = `layerwise-check/${name}:1`
  const loaded = docker(['load'], Buffer.concat([...exportImage(image, { format: 'docker', tags: [tag] })]))
  if (loaded.status !== 0) return `docker load: ${loaded.stderr.toString().trim()}`
  try {
    const saved = importImages(docker(['save', tag]).stdout)
    const kept = saved.kind === 'images' ? saved.images[0]?.image : undefined
    if (kept === undefined) return 'docker save gives no image'
    if (configDigest(kept) !== configDigest(image)) return `image ID ${configDigest(kept)}, here ${configDigest(image)}`
    const told = docker(['history', '--no-trunc', '--format', '{{.CreatedBy}}', tag])
      .stdout.toString()
      .trimEnd()
      .split('\n')
    const own = image.history.map((entry) => (entry.created_by ?? '').replaceAll('\t', ' ')).reverse()
    return told.join('\n') === own.join('\n')
      ? undefined
      : `history ${JSON.stringify(told)}, here ${JSON.stringify(own)}`
  } finally {
    docker(['rmi', '-f', tag])
  }
}

function docker(words: readonly string[], input?: Buffer) {
  const [program = 'docker', ...first] = command
  return spawnSync(program, [...first, ...words], { maxBuffer: 1 << 30, ...(input === undefined ? {} : { input }) })
}
