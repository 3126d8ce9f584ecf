import { describe, expect, it } from 'vitest'
import { transcriptBlock } from '../../../src/lessons/code.ts'
import { Terminals } from '../../../src/lessons/terminals.ts'
import { printedLines, readTranscript, type TranscriptLine } from '../../../src/lessons/transcript.ts'

const files = [
  { path: 'Dockerfile', text: 'FROM alpine:3.22\nCOPY note.txt /\nCMD ["cat", "/note.txt"]\n' },
  { path: 'note.txt', text: 'hi\n' },
]
const terminals = () => new Terminals('here.md', () => files, process.cwd())

/** What the blocks of a page show, the lines left out as `…3`. */
function shown(...blocks: readonly (string | readonly [string, Readonly<Record<string, string>>])[]): string {
  const page = terminals()
  return blocks
    .flatMap((block) =>
      typeof block === 'string' ? page.transcript(block, { scene: '1' }) : page.transcript(...block),
    )
    .map((line) => (line.kind === 'left out' ? `…${line.lines}` : line.kind === 'typed' ? `$ ${line.text}` : line.text))
    .join('\n')
}
const fails = (block: string, found: string) => expect(() => shown(block)).toThrow(found)

describe('a terminal in a lesson', () => {
  it('shows what its commands print', () => expect(shown('$ cat note.txt')).toBe('$ cat note.txt\nhi'))
  it('builds and runs what is in the folder', () =>
    expect(shown('% docker build -q -t note .\n$ docker run --rm note')).toBe('$ docker run --rm note\nhi'))
  it('goes on in the next block where the last one stopped', () =>
    expect(shown('% echo new >> note.txt', '$ cat note.txt')).toBe('$ cat note.txt\nhi\nnew'))
  it('goes on where no files are named', () =>
    expect(shown('% echo new > note.txt', ['$ cat note.txt', {}])).toBe('$ cat note.txt\nnew'))
  it('is one of several computers, each with its own files', () =>
    expect(shown('% echo new > note.txt', ['$ cat note.txt', { host: 'other', scene: '1' }])).toBe(
      '$ cat note.txt\nhi',
    ))
  it('reaches the same registries from all of them', () =>
    expect(
      shown('% docker build -q -t docker.io/noor/note .; docker login -u noor -p x; docker push -q noor/note', [
        '$ docker run --rm noor/note 2>/dev/null',
        { host: 'other' },
      ]),
    ).toContain('\nhi'))
  it('has the system that it is given', () =>
    expect(shown(['$ python3 -V', { system: 'python:alpine3.12' }])).toContain('Python 3.9'))
  it('keeps a command of two lines together', () =>
    expect(shown('$ cat \\\n  note.txt')).toBe('$ cat \\\n$   note.txt\nhi'))
  it('gives what one command prints to running text', () =>
    expect(terminals().typed({ scene: '1', line: 'cat note.txt' })).toBe('hi'))
})

describe('what stands in the page', () => {
  const printed = (block: string, output: string): readonly TranscriptLine[] => {
    const [command] = readTranscript(block, 'here.md')
    return command === undefined ? [] : printedLines(command, output)
  }
  const numbers = (count: number) => Array.from({ length: count }, (_, at) => `${at + 1}\n`).join('')
  it('is all of a short output', () => expect(printed('$ x', numbers(14))).toHaveLength(15))
  it('is the top and the end of a long one, and how much is between', () =>
    expect(printed('$ x', numbers(20)).slice(8, 11)).toEqual([
      { kind: 'output', text: '8' },
      { kind: 'left out', lines: 8 },
      { kind: 'output', text: '17' },
    ]))
  it('is as much as the author says', () =>
    expect(printed('$ x\n  first 1', numbers(3))).toEqual([
      { kind: 'typed', text: 'x' },
      { kind: 'output', text: '1' },
      { kind: 'left out', lines: 2 },
    ]))
  it('is the last state of a layer that is on its way', () =>
    expect(printed('$ x', 'a: Waiting\nb\n\u001b[2A\r\u001b[2Ka: Pull complete\r\u001b[2B').slice(1)).toEqual([
      { kind: 'output', text: 'a: Pull complete' },
      { kind: 'output', text: 'b' },
    ]))
  it('has prompts that are not copied, and words for what is left out', () => {
    const html = transcriptBlock(printed('$ echo "<" \\\n  b\n  first 0', '<\n'), 'Noor’s')
    expect(html).toContain(
      '<span class="tok-prompt" aria-hidden="true">$ </span><span class="tok-typed">echo &quot;&lt;',
    )
    expect(html.match(/tok-prompt/g)).toHaveLength(1)
    expect(html).toContain('<figcaption>Noor’s</figcaption>')
    expect(html).toContain('[ one line left out ]')
  })
})

describe('a change of the simulator that an author must know of', () => {
  it('is another text', () => fails('$ cat note.txt\n  prints bye', 'here.md: $ cat note.txt\n  expected: “bye”'))
  it('is a text that should not be there', () => fails('$ cat note.txt\n  lacks hi', 'no “hi”'))
  it('is a failure', () => fails('$ cat letter.txt', 'exit status 0'))
  it('is a success', () => fails('$ cat note.txt\n  exits 1', 'exit status 1'))
  it('is a program that ends', () => fails('$ cat note.txt\n  stays', 'stays in the foreground'))
})

describe('an author’s mistake in a terminal', () => {
  it('is no command', () => fails('', 'none'))
  it('is a line that is neither a command nor a claim', () => fails('docker images', 'docker images'))
  it('is a claim that is not known', () => fails('$ ls\n  contains x', 'contains x'))
  it('is an image that is nowhere', () =>
    expect(() => shown(['$ ls', { system: 'nobody/nothing:1' }])).toThrow('nobody/nothing:1'))
  it('is more than a line in running text', () =>
    expect(() => terminals().typed({ scene: '1', line: 'ls' })).toThrow('one line'))
})
