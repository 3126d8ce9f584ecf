// Builds a context of 20,000 files in a process of its own, so that its memory can be told. Prints one JSON object.
import { performance } from 'node:perf_hooks'
import { atSecond, emptyStore, runBuild } from '../../simulator/index.ts'
import { programs } from '../../simulator/programs.ts'
import { readBases } from '../conformance/bases.ts'
import { contextOf, manyFiles, withFile } from './inputs.ts'

const catalog = readBases()
const dockerfile = 'FROM oracle/busybox\nWORKDIR /app\nCOPY . .\nCMD ["sh"]\n'
const context = contextOf({ Dockerfile: dockerfile, ...manyFiles(20_000) })

const started = performance.now()
let last = runBuild({ context }, { catalog, store: emptyStore, programs, now: atSecond(0) })
const first = performance.now() - started
const failure = last.failure?.message

const rebuilds: number[] = []
let edited = context
for (let round = 0; round < 9; round++) {
  edited = withFile(edited, 'src/d7/f777.txt', `edit ${round}\n`)
  const from = performance.now()
  last = runBuild({ context: edited }, { catalog, store: last.store, programs, now: atSecond(round + 1) })
  rebuilds.push(performance.now() - from)
}
rebuilds.sort((a, b) => a - b)
const resident = process.resourceUsage().maxRSS * 1024
globalThis.gc?.()
const { heapUsed, arrayBuffers } = process.memoryUsage()
const memory = heapUsed + arrayBuffers

// A digest is made when it is asked for: the archive of 20,000 files, hashed.
const from = performance.now()
last.image?.layers.at(-1)?.diffID
const digest = performance.now() - from
console.log(JSON.stringify({ first, rebuild: rebuilds[4], memory, resident, digest, failure }))
