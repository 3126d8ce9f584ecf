import { expect, it } from 'vitest'
import { completionsOf } from '../../../simulator/docker/complete.ts'
import { hostWith, typed } from './notation.ts'

const { host } = typed(
  hostWith({
    Dockerfile: 'FROM busybox\nCMD ["sleep", "600"]\n',
    DockerfileFat: 'FROM busybox\n',
    '.env': '',
  }),
  'mkdir src; touch "src/a file.txt" src/app.py; docker build -q -t hello:2 . ; docker tag hello:2 other; docker create --name web hello:2',
)

/** What Tab offers at the end of a line. */
function offers(line: string): readonly string[] {
  return completionsOf(host, line).choices
}

it('completes the name of a program', () => expect(offers('dock')).toEqual(['docker']))
it('completes programs after a pipe and after &&', () =>
  expect([offers('ls | gre'), offers('ls && cur')]).toEqual([['grep'], ['curl']]))
it('completes commands of docker', () => expect(offers('docker im')).toEqual(['image', 'images', 'import']))
it('completes the second word of a command', () => expect(offers('docker image l')).toEqual(['list', 'load', 'ls']))
it('completes flags from the table of the command', () =>
  expect(offers('docker build --no-c')).toEqual(['--no-cache', '--no-cache-filter']))
it('completes images by name and tag', () => {
  expect(offers('docker run --rm he')).toEqual(['hello:2'])
  expect(offers('docker rmi o')).toEqual(['other', 'other:latest'])
})
it('completes containers', () => expect(offers('docker stop ')).toEqual(['web']))
it('completes files after -f, and folders with a slash', () => {
  expect(offers('docker build -f D')).toEqual(['Dockerfile', 'DockerfileFat'])
  expect(offers('cat s')).toEqual(['src/'])
})
it('escapes what the shell would read', () => expect(offers('cat src/a')).toEqual(['src/a\\ file.txt', 'src/app.py']))
it('offers hidden files only when asked', () =>
  expect([offers('cat .'), offers('cat ')[0]]).toEqual([['.env'], 'Dockerfile']))
it('offers nothing for the value of a flag that it does not know', () =>
  expect(offers('docker run --name ')).toEqual([]))
it('tells where the word begins', () => expect(completionsOf(host, 'cd src; cat Dock').from).toBe(12))
it('completes at the cursor', () => expect(completionsOf(host, 'doc ps', 3).choices).toEqual(['docker']))
