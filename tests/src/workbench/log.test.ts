import { describe, expect, it } from 'vitest'
import { logParts, logText } from '../../../simulator/index.ts'
import type { BuildView } from '../../../src/engine/views.ts'
import { buildOf } from './notation.ts'

const draw = (text: string, change: Partial<BuildView> = {}) =>
  logText(logParts({ ...buildOf(text), ...change })).split('\n')

describe('the log', () => {
  it('numbers the steps, shows what they printed, and ends with the export', () =>
    expect(draw('✓ COPY a b\n↻ RUN make', { tags: ['me'] })).toEqual([
      '#1 COPY a b',
      '#1 CACHED',
      '',
      '#2 RUN make',
      '#2 0.120 hello',
      '#2 DONE 1.0s',
      '',
      '#3 exporting to image',
      '#3 exporting layers done',
      '#3 naming to docker.io/library/me done',
      '#3 DONE 0.0s',
      '',
    ]))

  it('ends with what docker says of a failure: the step once more, then the error', () =>
    expect(draw('✖ RUN false\n· RUN more')).toEqual([
      '#1 RUN false',
      '#1 ERROR: exit code: 1',
      '------',
      ' > RUN false:',
      '------',
      'ERROR: exit code: 1',
      '',
    ]))

  it('says how much of the context was sent', () => {
    const steps = buildOf('↻ RUN x').steps.map((step) => ({ ...step, kind: 'context' as const, output: [] }))
    const sent = (contextBytes: number) => draw('↻ RUN x', { steps, contextBytes })[1]
    expect([2, 12_345, 3_400_000].map(sent)).toEqual([
      '#1 transferring context: 2B done',
      '#1 transferring context: 12.35kB done',
      '#1 transferring context: 3.40MB done',
    ])
  })

  it('lists the warnings of docker’s own checks, and no others', () => {
    const problems = [
      { code: 'JSONArgsRecommended', severity: 'warning', message: 'casing', line: 1 },
      { code: 'no-user', severity: 'warning', message: 'root', line: 1 },
      { code: 'DL3008', severity: 'warning', message: 'pin', line: 1 },
    ] as const
    expect(draw('✓ COPY a b', { problems }).slice(-3)).toEqual([
      ' 1 warning found (use docker --debug to expand):',
      ' - JSONArgsRecommended: casing (line 1)',
      '',
    ])
  })

  it('writes names as docker does', () => {
    const names = draw('✓ COPY a b', { tags: ['me/app', 'ghcr.io/me/app:1', 'localhost:5000/app'] }).filter((line) =>
      line.includes('naming'),
    )
    expect(names.map((line) => line.replace('#2 naming to ', ''))).toEqual([
      'docker.io/me/app done',
      'ghcr.io/me/app:1 done',
      'localhost:5000/app done',
    ])
  })

  it('knows which instruction a part belongs to', () =>
    expect(logParts(buildOf('FROM a # 1\n↻ RUN x')).map(({ instruction }) => instruction)).toEqual([0, 1, undefined]))
})
