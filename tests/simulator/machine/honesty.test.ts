import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { DirectoryNode, FileNode } from '../../../simulator/filesystem/tree.ts'
import { emptyStore, runBuild } from '../../../simulator/index.ts'
import { makeMachine, runCommand } from '../../../simulator/machine/machine.ts'
import { programs } from '../../../simulator/programs.ts'
import { readCatalog } from '../../../tools/world.ts'
import { imageNamed } from '../../notation/catalog.ts'
import { treeOf } from '../../notation/tree.ts'

/*
 * What an image holds and the simulator cannot run fails at its line and says so. Looked at: every executable file and every applet of every image of the
 * catalog for which there is no program.
 */

interface Listed {
  readonly images: readonly { readonly reference: string; readonly file: string }[]
}
const { images } = JSON.parse(readFileSync('catalog/index.json', 'utf8')) as Listed
const references = [...new Map(images.map(({ file, reference }) => [file, reference])).values()]
const now = { seconds: 1_795_521_600, nanoseconds: 0 }

/** Paths of executables that no program stands for. */
function unknownIn(reference: string): readonly string[] {
  const found: string[] = []
  const visit = (directory: DirectoryNode, path: string): void => {
    for (const [name, node] of directory.entries) {
      const here = `${path}/${name}`
      if (node.kind === 'directory') visit(node, here)
      else if (node.kind === 'file' && (node.mode & 0o111) !== 0 && isUnknown(node)) found.push(here)
      else if (node.kind === 'symlink' && node.target.endsWith('/busybox') && !programs.has(name)) found.push(here)
    }
  }
  visit(imageNamed(reference).tree, '')
  return found
}

function isUnknown({ content }: FileNode): boolean {
  if (content.kind === 'real' || content.program === 'busybox') return false
  const { program } = content
  return program === undefined || !(programs.has(program) || programs.has(program.replace(/^gnu\//, '')))
}

function told(reference: string, path: string): string {
  const machine = makeMachine({ tree: imageNamed(reference).tree, now, programs })
  const { status, output } = runCommand(machine, {
    arguments: [path],
    environment: new Map([['PATH', '/usr/bin:/bin']]),
    directory: '/',
    user: { uid: 0, gid: 0, groups: [0] },
  })
  const isNoted = machine.notes.some(
    ({ kind, message }) => kind === 'not-simulated' && message.includes(path.replace(/.*\//, '')),
  )
  const isSaid = output.some(({ text }) => text.endsWith(': not simulated\n'))
  return status !== 0 && isNoted && isSaid
    ? 'fails and says so'
    : `status ${status}, noted: ${isNoted}, said: ${isSaid}`
}

describe('what is in the image and not simulated', () => {
  it.each(references)('fails and says so in %s', (reference) => {
    const wrong = unknownIn(reference)
      .map((path) => `${path}: ${told(reference, path)}`)
      .filter((line) => !line.endsWith('fails and says so'))
    expect(wrong).toEqual([])
  })
  it('is looked at in numbers', () => expect(unknownIn('debian:bookworm').length).toBeGreaterThan(100))
})

describe('the build tells it', () => {
  const built = (run: string) => {
    const context = treeOf(`Dockerfile FROM debian:bookworm-slim\\nENV A=1\\nRUN ${run}\\n`)
    return runBuild({ context }, { catalog: readCatalog(), store: emptyStore, programs, now })
  }
  it('at the line', () => {
    const { problems, dockerfile } = built('/usr/bin/chage --help')
    const problem = problems.find(({ code }) => code === 'NotSimulated')
    expect(problem?.message).toContain('chage')
    expect(problem?.range?.from).toBe(dockerfile.text.indexOf('RUN'))
  })
  it('and fails', () => expect(built('/usr/bin/chage --help').failure?.message).toContain('exit code: 127'))
  it('also where the line goes on', () =>
    expect(built('chage --help || true').problems.map(({ code }) => code)).toContain('NotSimulated'))
  it('and nothing of the kind where all is simulated', () =>
    expect(built('echo hi').problems.map(({ code }) => code)).not.toContain('NotSimulated'))
})
