import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { emptyStore, runBuild } from '../../../../../simulator/index.ts'
import { programs } from '../../../../../simulator/programs.ts'
import { publicHosts } from '../../../../../simulator/values/hosts.ts'
import { readCatalog } from '../../../../../tools/world.ts'
import { treeOf } from '../../../../notation/tree.ts'

/*
 * What `apt-get install` adds to Debian 12, against what it added in a real docker (tools/record-apt.ts). That one's base keeps its index as it is and
 * knows one suite, so ours is set up alike first.
 */

interface Recorded {
  readonly package: string
  readonly recommends: boolean
  readonly removesLists: boolean
  readonly bytes: number
}

const recorded = JSON.parse(readFileSync('tests/truth/apt/sizes.json', 'utf8')) as readonly Recorded[]
const catalog = readCatalog()
const alike = `RUN rm /etc/apt/apt.conf.d/docker-gzip-indexes /etc/apt/sources.list.d/* && echo 'deb http://${publicHosts.debian}/debian bookworm main' > /etc/apt/sources.list`

function bytesAdded(row: Recorded): number {
  const install = `apt-get install -y ${row.recommends ? '' : '--no-install-recommends '}${row.package}`
  const run = `RUN apt-get update && ${install}${row.removesLists ? ' && rm -rf /var/lib/apt/lists/*' : ''}`
  const context = treeOf(`Dockerfile FROM debian:bookworm\\n${alike}\\n${run}\\n`)
  const now = { seconds: Date.UTC(2026, 10, 24) / 1000, nanoseconds: 0 }
  const { image } = runBuild({ context }, { catalog, store: emptyStore, programs, now })
  return image?.layers.at(-1)?.fileBytes.value ?? Number.NaN
}

describe('what apt-get install adds', () => {
  it('is recorded for ten packages, in four ways each', () => expect(recorded.length).toBe(40))
  it.each(recorded)('$package, recommends $recommends, lists removed $removesLists: within a tenth', (row) =>
    expect(Math.abs(bytesAdded(row) / row.bytes - 1)).toBeLessThan(0.1),
  )
})
