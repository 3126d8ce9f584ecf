import { describe, expect, it } from 'vitest'
import { runLine } from '../../../simulator/docker/line.ts'
import { programs } from '../../../simulator/programs.ts'
import { readCatalog } from '../../../tools/world.ts'
import { hostWith } from './notation.ts'

const world = { catalog: readCatalog(), programs }
const files = { Dockerfile: 'FROM alpine\nRUN echo one > /one\nRUN echo begin; sleep 25; echo end\nRUN echo three\n' }

/** A build that Ctrl-C ends while it sleeps; then the same again. */
function interrupted(flags: string, isTerminal = false) {
  const line = `docker build ${flags} -t app .`
  const begun = runLine(hostWith(files), line, world, { isTerminal, interruptMs: 20_000 })
  const text = begun.output.map((piece) => piece.text).join('')
  const again = runLine(begun.host, line, world)
    .output.map((piece) => piece.text)
    .join('')
  return { begun, text, again }
}

// As recorded from a real docker.
describe('Ctrl-C in a build', () => {
  it('says what was canceled, and gives 130', () => {
    const { begun, text } = interrupted('')
    expect(text).toMatch(
      /#\d+ \[3\/4\] RUN echo begin; sleep 25; echo end\n#\d+ [\d.]+ begin\n#\d+ CANCELED\nERROR: failed to build: failed to solve: Canceled: context canceled\n$/,
    )
    expect(begun.host.status).toBe(130)
    expect(begun.host.images).toEqual([])
  })
  it('is drawn', () => {
    const { text } = interrupted('', true)
    expect(text).toMatch(/ => CANCELED \[3\/4\] RUN echo begin; sleep 25; echo end +\d+\.\ds/)
    expect(text).toMatch(/\(6\/7\) +docker:default[^+]*$/)
    expect(text).not.toContain('FINISHED')
  })
  it('is drawn as it was before the key was pressed', () => {
    const line = 'docker build -t app .'
    const whole = runLine(hostWith(files), line, world, { isTerminal: true }).output
    const { output } = interrupted('', true).begun
    const same = output.filter(({ text, atMs }, at) => whole[at]?.text === text && whole[at]?.atMs === atMs)
    expect(same.map(({ atMs }) => atMs)).toEqual(output.flatMap(({ atMs }) => (atMs < 20_000 ? [atMs] : [])))
    expect(same.length).toBeGreaterThan(10)
  })
  it('keeps the steps that were done, and no others', () => {
    const { again } = interrupted('')
    expect(again).toMatch(/\[2\/4\] RUN echo one > \/one\n#\d+ CACHED/)
    expect(again).toMatch(/\[3\/4\] .*\n#\d+ [\d.]+ begin\n#\d+ [\d.]+ end\n#\d+ DONE/)
  })
  it('comes too late when it is over', () => {
    const { host } = runLine(hostWith({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' }), 'docker build .', world, {
      interruptMs: 60_000,
    })
    expect(host.status).toBe(0)
  })
})
