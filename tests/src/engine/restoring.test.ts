import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { programs } from '../../../simulator/programs.ts'
import { Builder } from '../../../src/engine/builder.ts'
import { hostSystem, ProjectHost } from '../../../src/engine/host.ts'
import { Shelf } from '../../../src/engine/shelf.ts'
import type { Deed } from '../../../src/state/machine.ts'

const shelf = new Shelf(async (path) =>
  JSON.parse(await readFile(new URL(`../../../catalog/${path}`, import.meta.url), 'utf8')),
)

/** A machine to which an image is given in its registry, and what is noted of it. */
async function givenHost() {
  const deeds: Deed[] = []
  const host = new ProjectHost(new Builder(), {
    world: async () => ({ catalog: await shelf.catalog(), programs }),
    fetchMissing: () => shelf.fetchMissing(),
    build: async () => undefined,
    noted: (deed) => void (deed && deeds.push(deed)),
  })
  const catalog = await shelf.catalog()
  for (const name of [hostSystem, 'docker.io/library/busybox:latest']) catalog.images.get(name)
  await shelf.fetchMissing()
  const image = (await shelf.catalog()).images.get('docker.io/library/busybox:latest')?.image
  if (image === undefined) throw new Error('no busybox in the catalog')
  await host.bring([{ tag: 'pelican/given:1', at: 'registry', image }])
  return { host, deeds }
}

async function typed(host: ProjectHost, line: string): Promise<string> {
  const { answer } = await host.answer(1, { kind: 'line', line, passedMs: 0 })
  return answer?.kind === 'ran' ? answer.output.map(({ text }) => text).join('') : ''
}

it('does again what was done with images that are given to a machine', async () => {
  const first = await givenHost()
  await typed(first.host, 'docker run -d --name held pelican/given:1 sleep 1000')
  const next = await givenHost()
  await next.host.restore(first.deeds)
  expect(await typed(next.host, 'docker ps --format "{{.Names}} {{.Image}}"')).toBe('held pelican/given:1\n')
})
