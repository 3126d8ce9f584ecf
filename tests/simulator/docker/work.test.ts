import { expect, it } from 'vitest'
import { runLine } from '../../../simulator/docker/line.ts'
import { entryAt } from '../../../simulator/filesystem/tree.ts'
import { programs } from '../../../simulator/programs.ts'
import { readCatalog } from '../../../tools/world.ts'
import { hostWith, typed } from './notation.ts'

const wasteful = { Dockerfile: 'FROM alpine:3.22\nRUN head -c 5000000 /dev/zero > /big\nRUN rm /big\n' }

/** What is printed for the last of the lines. */
function last(files: Readonly<Record<string, string>>, ...lines: readonly string[]): string {
  const { text } = typed(hostWith(files), ...lines)
  return text.slice(text.lastIndexOf('\n$ ') + 1)
}

it('tells what an image ships in vain', () =>
  expect(last(wasteful, 'docker build -q -t app .', 'layerwise waste app')).toMatch(
    /BYTES +LAYER +FILE +WHY IT IS IN VAIN\n5MB +2 +\/big +a later layer removes or replaces it\n\nIn vain: 5MB of /,
  ))
it('says when nothing is in vain', () =>
  expect(
    last({ Dockerfile: 'FROM scratch\nCOPY a /\n', a: 'x' }, 'docker build -q -t app .', 'layerwise waste app'),
  ).toContain('In vain: 0B of 1B (0%)'))
it('writes a Dockerfile that builds for a project of each language', () => {
  expect(
    last({ 'app.py': 'print(1)\n' }, 'docker init', 'docker build -q -t app . > /dev/null; docker run --rm app'),
  ).toContain('1\n')
  expect(last({ 'go.mod': 'module x\n', 'main.go': 'package main\nfunc main() {}\n' }, 'docker init')).toContain(
    'Go: wrote Dockerfile',
  )
  expect(last({ 'package.json': '{"main": "server.js"}' }, 'docker init', 'tail -1 Dockerfile')).toContain(
    'CMD ["node", "server.js"]',
  )
  expect(last({ 'pom.xml': '<project/>' }, 'docker init', 'cat .dockerignore')).toContain('target\n')
  expect(last({ 'a.txt': '' }, 'docker init')).toContain('[1]')
  expect(last({ 'a.py': '', Dockerfile: '' }, 'docker init')).toContain('would be written over')
})
it('loads on one host what another one saved, with what can be run in it', () => {
  const first = typed(
    hostWith({ Dockerfile: 'FROM alpine:3.22\nRUN echo hi > /note\n' }),
    'docker build -q -t app .',
    'docker save -o app.tar app',
  ).host
  const archive = entryAt(first.files, `${first.home}/app.tar`)
  const other = hostWith({})
  const files = runLine(other, 'true', { catalog: readCatalog(), programs }).host
  const entries = new Map([['app.tar', archive ?? first.files]])
  const home = { ...first.files, entries }
  const { text } = typed(
    { ...files, files: { ...files.files, entries: new Map([...files.files.entries, ['w', home]]) } },
    'docker load -i /w/app.tar',
    'docker run --rm app cat /note',
  )
  expect(text).toContain('Loaded image: app:latest\n')
  expect(text).toContain('\nhi\n')
  expect(text).not.toContain('Unable to find image')
})
it('sees in a container what is changed in a bound folder, and on the host what a container writes there', () => {
  const { text } = typed(
    hostWith({ 'a.txt': 'old\n' }),
    'docker run -d --name web -v "$PWD":/w alpine:3.22 sleep 1000 > /dev/null 2>&1',
    'echo new > a.txt; docker exec web cat /w/a.txt',
    'docker exec web sh -c "echo made > /w/b.txt"; cat b.txt',
  )
  expect(text).toContain('cat /w/a.txt\nnew\n')
  expect(text).toContain('cat b.txt\nmade\n')
})
it('keeps a volume without a name for an image’s VOLUME, and removes it with the container', () => {
  const { text } = typed(
    hostWith({ Dockerfile: 'FROM alpine:3.22\nVOLUME /data\n' }),
    'docker build -q -t app . > /dev/null; docker run --name web app sh -c "echo x > /data/x"',
    'docker volume ls -q | wc -l; docker rm -v web; docker volume ls -q | wc -l',
  )
  expect(text).toMatch(/\n1\nweb\n0\n$/)
})
it('counts what docker has on its disk', () =>
  expect(last(wasteful, 'docker build -q -t app .', 'docker system df')).toMatch(
    /TYPE +TOTAL +ACTIVE +SIZE +RECLAIMABLE\nImages +1 +0 +\S+ +\S+ \(100%\)\nContainers +0 +0 +0B +0B\nLocal Volumes +0 +0 +0B +0B\nBuild Cache +[1-9]\d* +0 +/,
  ))
it('has docker accept a flag that does nothing here, and says so', () => {
  const ran = runLine(hostWith({}), 'docker run --pid host alpine:3.22 true', { catalog: readCatalog(), programs })
  expect(ran.notes.map(({ message }) => message)).toContain('docker run --pid is taken, and changes nothing here.')
})
