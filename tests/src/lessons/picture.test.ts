import { describe, expect, it } from 'vitest'
import { stillHtml } from '../../../src/lessons/picture.ts'
import type { Play } from '../../../src/lessons/play.ts'
import type { Project } from '../../../src/state/project.ts'
import { build } from '../../notation/build-view.ts'

const play = (key: string, label: string, ...lines: readonly string[]): Play => ({
  key,
  label,
  shown: true,
  build: build(...lines),
  layerFiles: () => ({ entries: [], more: 0 }),
})
const first = play(
  '1',
  'First build',
  'FROM alpine base 8000000',
  'RUN head ran 200000000 hidden 200000000',
  'RUN rm ran 0',
)
const second = play('2', 'After: a change', 'FROM alpine base 8000000', 'RUN head cached 200000000', 'RUN rm cached 0')
const dockerfile = 'FROM alpine\nRUN head "x" > /big # <no tag>\nRUN rm /big\n'
const project: Project = {
  id: 'lesson/1',
  title: 'One',
  files: [{ path: 'Dockerfile', text: dockerfile }],
  rule: 'It stays.',
}
const asking: Project = { ...project, predict: { question: 'How big?', kind: 'choice', options: ['Small', 'Big'] } }

/** The words of a scene's HTML, in reading order. */
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const cells = (html: string) => [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map((row) => words(row[1] ?? '').trim())

describe('a scene without JavaScript', () => {
  it('shows the Dockerfile, its marks and quotes as text', () =>
    expect(stillHtml(project, [first])).toContain('# &lt;no tag&gt;'))
  it('has a row for each instruction with its result, layer and total', () =>
    expect(cells(stillHtml(project, [first]))).toEqual([
      'Step Result Layer Total',
      'FROM alpine ✓ cached 8 MB 8 MB',
      'RUN head ↻ ran 200 MB 208 MB',
      'RUN rm ↻ ran 0 B 208 MB',
    ]))
  it('says in words what the hatching shows', () =>
    expect(stillHtml(project, [first])).toContain('200 MB hidden by later layers'))
  it('shows every build', () =>
    expect(words(stillHtml(project, [first, second]))).toMatch(
      /First build: image 208 MB.*After: a change: image 208 MB/,
    ))
  it('ends with the rule', () => expect(words(stillHtml(project, [first])).trim()).toMatch(/It stays\.$/))
  it('asks before it tells', () => {
    const html = stillHtml(asking, [first])
    expect(html.indexOf('How big?')).toBeLessThan(html.indexOf('208'))
    expect(html).not.toContain('<details class="still-results" open')
  })
  it('draws the stack at once when nothing is asked', () => {
    const html = stillHtml(project, [first])
    expect(html.indexOf('still-stack')).toBeLessThan(html.indexOf('<details'))
  })
})
