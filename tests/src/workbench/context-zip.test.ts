import { expect, it } from 'vitest'
import { readZip } from '../../../src/workbench/import/zip.ts'
import { contextZip } from '../../../src/workbench/saving/context.ts'

it('the context as an archive can be read again, without stand-ins', async () => {
  const files = [
    { path: 'Dockerfile', text: 'FROM scratch\n' },
    { path: 'bin/run', base64: 'AP8=', mode: '0755' },
    { path: 'big', sized: { size: 9, kind: 'zeros' as const } },
  ]
  const read = readZip(contextZip(files), 'x')
  const found = read.kind === 'read' ? read.finding.found : []
  expect(
    await Promise.all(found.map(async ({ path, mode, bytes }) => [path, mode, [...(await bytes())].length])),
  ).toEqual([
    ['Dockerfile', '0644', 13],
    ['bin/run', '0755', 2],
  ])
})
