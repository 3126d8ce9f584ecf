/**
 * Records what `apt-get install` adds to a Debian image in a real docker: for each package, with and without what it recommends, and with and
 * without removing the index afterwards, the bytes of the files in the RUN's layer, written to tests/truth/apt/sizes.json, which a test holds
 * against ours.
 *
 *     ORACLE='path/to/docker' node tools/record-apt.ts [package ...]
 *
 * ORACLE is a docker command line that has the image `oracle/debian:bookworm` and reaches an archive of Debian 12. Only sizes are kept.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const file = 'tests/truth/apt/sizes.json'
const base = 'oracle/debian:bookworm'
const usual = ['curl', 'git', 'ca-certificates', 'wget', 'jq', 'imagemagick', 'gcc', 'make', 'python3', 'openssl']

interface Recorded {
  readonly package: string
  readonly recommends: boolean
  readonly removesLists: boolean
  /** Bytes of the files in the layer. */
  readonly bytes: number
}

const oracle = process.env.ORACLE
if (oracle === undefined) {
  console.error('ORACLE must name the docker command to record with')
  process.exit(2)
}

const kept: Recorded[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
for (const name of process.argv.length > 2 ? process.argv.slice(2) : usual)
  for (const recommends of [false, true])
    for (const removesLists of [false, true]) {
      const bytes = fileBytes(layerOf(runText(name, recommends, removesLists)))
      const at = kept.findIndex(
        (row) => row.package === name && row.recommends === recommends && row.removesLists === removesLists,
      )
      kept.splice(at === -1 ? kept.length : at, at === -1 ? 0 : 1, { package: name, recommends, removesLists, bytes })
      console.log(name, recommends ? 'with recommends' : 'without', removesLists ? 'no lists' : 'lists', bytes)
      writeFileSync(file, `[\n${kept.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`)
    }

function runText(name: string, recommends: boolean, removesLists: boolean): string {
  return [
    'apt-get update',
    `apt-get install -y ${recommends ? '' : '--no-install-recommends '}${name}`,
    ...(removesLists ? ['rm -rf /var/lib/apt/lists/*'] : []),
  ].join(' && ')
}

/** The tar of the layer that a RUN makes in the real docker. */
function layerOf(run: string): Buffer {
  const built = spawnSync(
    oracle ?? '',
    [
      'buildx',
      'build',
      '--network=host',
      '--no-cache',
      '--provenance=false',
      '--progress=quiet',
      '--output',
      'type=oci,dest=-',
      '-',
    ],
    { input: `FROM ${base}\nRUN ${run}\n`, maxBuffer: 2 ** 32 - 1 },
  )
  if (built.status !== 0) throw new Error(built.stderr.toString())
  const files = new Map(entriesOf(built.stdout).map(({ name, content }) => [name, content]))
  const blob = (digest: string): Buffer => files.get(`blobs/${digest.replace(':', '/')}`) ?? Buffer.alloc(0)
  const index = JSON.parse(String(files.get('index.json')))
  const manifest = JSON.parse(String(blob(index.manifests[0].digest)))
  return gunzipSync(blob(manifest.layers.at(-1).digest))
}

function fileBytes(layer: Buffer): number {
  return entriesOf(layer).reduce((sum, { size }) => sum + size, 0)
}

interface Entry {
  readonly name: string
  readonly size: number
  readonly content: Buffer
}

/** The regular files of a tar; long names are of no interest here. */
function entriesOf(tar: Buffer): readonly Entry[] {
  const entries: Entry[] = []
  for (let at = 0; at + 512 <= tar.length; ) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '')
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8) || 0
    const type = String.fromCharCode(tar[at + 156] ?? 0)
    if (name !== '' && (type === '0' || type === '\0'))
      entries.push({ name, size, content: tar.subarray(at + 512, at + 512 + size) })
    at += 512 + Math.ceil(size / 512) * 512
  }
  return entries
}
