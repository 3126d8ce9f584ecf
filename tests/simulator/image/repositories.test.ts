import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { entryAt } from '../../../simulator/filesystem/tree.ts'
import { catalogImage } from '../../../simulator/image/base.ts'
import { type Release, repositoriesFile } from '../../../simulator/image/repositories.ts'
import { textOf } from '../../../simulator/values/bytes.ts'

function check(release: Release, path: string, suites: string) {
  const file = repositoriesFile(release)
  const named = [...file.text.matchAll(/^Suites: (.*)$|^deb \S+ (\S+)|\/alpine\/(\S+)$/gm)].map((found) =>
    found.slice(1).find((group) => group !== undefined),
  )
  expect([file.path, named.join(' ')]).toEqual([path, suites])
}

const debian = 'etc/apt/sources.list.d/debian.sources'

it('names the suites of a release, security in an archive of its own', () => {
  check(['debian', 'bookworm'], debian, 'bookworm bookworm-updates bookworm-security')
  expect(repositoriesFile(['debian', 'trixie']).text).toMatch(/\/debian-security\nSuites: trixie-security\n/)
})
it('writes a line for each suite where the release is an older one', () => {
  check(['debian', 'buster'], 'etc/apt/sources.list', 'buster buster-updates buster/updates')
  check(['ubuntu', 'jammy'], 'etc/apt/sources.list', 'jammy jammy-updates jammy-backports jammy-security')
})
it('names the folders of Alpine', () => check(['alpine', '3.22'], 'etc/apk/repositories', 'v3.22/main v3.22/community'))

const catalog = new URL('../../../catalog/images/', import.meta.url)

it('has in each image of the catalog the size and path that the simulator writes', () => {
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, catalog), 'utf8'))
  for (const name of readdirSync(catalog)) {
    const { image, system } = catalogImage(read(name))
    if (system.packageManager === undefined) continue
    const release = system.codename ?? system.version.split('.').slice(0, 2).join('.')
    const family = system.family === 'ubuntu' || system.family === 'alpine' ? system.family : 'debian'
    const { path, text } = repositoriesFile([family, release])
    const node = entryAt(image.tree, `/${path}`)
    expect(node?.kind === 'file' && node.content.kind === 'real' && textOf(node.content.bytes), name).toBe(text)
    expect(JSON.stringify(read(name)), name).toContain(`["${path}",${text.length},`)
  }
})
