import { expect, it } from 'vitest'
import { buildFrames, repaint, within } from '../../../simulator/docker/drawing.ts'
import { runLine } from '../../../simulator/docker/line.ts'
import { programs } from '../../../simulator/programs.ts'
import { readCatalog } from '../../../tools/world.ts'
import { hostWith } from './notation.ts'

const catalog = readCatalog()

/** The build of a Dockerfile, typed in a terminal. */
function typedBuild(dockerfile: string) {
  return runLine(
    hostWith({ Dockerfile: dockerfile }),
    'docker build -t app .',
    { catalog, programs },
    { isTerminal: true },
  )
}

function framesOf(dockerfile: string, width = 60) {
  const [build] = typedBuild(dockerfile).builds
  if (build === undefined) throw new RangeError('nothing was built')
  return buildFrames(build, width)
}

const small = 'FROM alpine:3.22\nRUN sleep 2; echo made > /made\n'

it('begins with what is loaded and ends with FINISHED, the times at the right', () => {
  const frames = framesOf(small)
  const last = frames.at(-1)?.lines.map(({ text }) => text) ?? []
  expect(last[0]).toMatch(/^\[\+\] Building \d+\.\ds \((\d+)\/\1\) FINISHED +docker:default$/)
  expect(last.every((line) => line.length <= 60)).toBe(true)
  expect(last.some((line) => /^ => \[2\/2\] RUN sleep 2; .* 2\.\ds$/.test(line))).toBe(true)
  expect(last.at(-1)).toMatch(/^ => => naming to docker\.io\/library\/app +0\.0s$/)
})
it('counts up while a step runs', () => {
  const counts = framesOf(small).map(({ lines }) => Number(/\((\d+)\//.exec(lines[0]?.text ?? '')?.[1]))
  expect(counts).toEqual([...counts].sort((a, b) => a - b))
  expect(new Set(counts).size).toBeGreaterThan(3)
})
it('shows the last lines of what runs', () => {
  const shown = framesOf('FROM alpine:3.22\nRUN for i in 1 2 3 4 5 6 7 8; do echo line $i; sleep 1; done\n')
  const most = Math.max(...shown.map(({ lines }) => lines.filter(({ text }) => text.startsWith(' => => # ')).length))
  expect(most).toBe(6)
})
it('draws no more than a bounded number of frames', () =>
  expect(framesOf('FROM alpine:3.22\nRUN sleep 4000\n').length).toBeLessThanOrEqual(121))
it('goes back over the lines that stand there', () => {
  const [first, second] = framesOf(small)
  if (first === undefined || second === undefined) throw new RangeError('too few frames')
  expect(repaint(0, first).startsWith('\u001b[2K')).toBe(true)
  expect(repaint(first.lines.length, second).startsWith(`\u001b[${first.lines.length}A\r`)).toBe(true)
})
it('is drawn in a terminal only, and says why a build failed below', () => {
  const text = (ran: ReturnType<typeof runLine>): string => ran.output.map((piece) => piece.text).join('')
  expect(text(typedBuild(small))).toContain('[+] Building')
  const failed = text(typedBuild('FROM alpine:3.22\nRUN false\n'))
  expect(failed).toMatch(/ => ERROR \[2\/2\] RUN false/)
  expect(failed.endsWith('did not complete successfully: exit code: 1\n')).toBe(true)
  const plain = runLine(hostWith({ Dockerfile: small }), 'docker build .', { catalog, programs })
  expect(text(plain)).not.toContain('[+]')
})

/** Lines as a frame has them: r that run, d that are done, o that a step prints; what is left of them on so many rows. */
function fitted(lines: string, rows: number): string {
  const all = [...lines].map((letter, at) => ({
    kind: letter === 'd' ? ('done' as const) : ('running' as const),
    text: letter === 'o' ? ` => => # ${at}` : ` => ${at}`,
  }))
  const frame = { atMs: 0, lines: [{ kind: 'head' as const, text: 'head' }, ...all] }
  const { lines: left } = within(frame, rows)
  return left
    .slice(1)
    .map(({ text, kind }) => `${kind === 'done' ? 'd' : text.includes('#') ? 'o' : 'r'}${text.replace(/\D/g, '')}`)
    .join(' ')
}

it.each([
  ['ddr', 10, 'd0 d1 r2'],
  ['ddddr', 5, 'd2 d3 r4'],
  ['drdddr', 5, 'r1 d4 r5'],
  ['dddro', 8, 'd0 d1 d2 r3'],
  ['dddroo', 20, 'd0 d1 d2 r3 o4 o5'],
  ['ddddddddddroo', 13, 'd2 d3 d4 d5 d6 d7 d8 d9 r10 o11 o12'],
])('fits %s into %i rows', (lines, rows, expected) => expect(fitted(lines, rows)).toBe(expected))
it('draws on a terminal of its size, so that nothing stands twice above it', () => {
  const host = hostWith({ Dockerfile: small })
  const window = { columns: 38, rows: 8 }
  const { output } = runLine(host, 'docker build -t app .', { catalog, programs }, { isTerminal: true, window })
  const frames = output.filter(({ text }) => text.includes('[+] Building')).slice(0, -1)
  const rowsOf = ({ text }: { readonly text: string }) => text.split('\n').slice(0, -1)
  expect(frames.length).toBeGreaterThan(3)
  expect(Math.max(...frames.map((frame) => rowsOf(frame).length))).toBe(7)
  const plain = frames.flatMap(rowsOf).map((row) => row.replace(/\x1b\[[\d;]*[A-Za-z]|\r/g, ''))
  expect(Math.max(...plain.map((row) => row.length))).toBe(38)
})
