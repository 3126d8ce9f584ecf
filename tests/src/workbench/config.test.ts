import { describe, expect, it } from 'vitest'
import type { ImageSettings } from '../../../simulator/index.ts'
import type { BuildView, HistoryView } from '../../../src/engine/views.ts'
import { configChoices, configOf } from '../../../src/workbench/config/choice.ts'
import { historyRows, identities } from '../../../src/workbench/config/history.ts'
import { configView } from '../../../src/workbench/config/view.ts'
import { commandText, healthText, spacedConfig, startText } from '../../../src/workbench/config/words.ts'
import { benchState, buildOf } from './notation.ts'

const text = `
  FROM alpine # 10
  ENV A=1 B=2
  ↻ RUN make # 3
  WORKDIR /srv
  CMD ["run"]
`

/** A build of that text whose image has these settings. */
function withSettings(settings: ImageSettings, history: readonly HistoryView[] = []): BuildView {
  const build = buildOf(text)
  return build.image === undefined ? build : { ...build, image: { ...build.image, settings, history } }
}

/** What the configuration says, a part a line: what it holds, what changed, what is gone. */
function tell(now: ImageSettings, before?: ImageSettings): readonly string[] {
  const view = configView(withSettings(now), before && withSettings(before))
  return (view?.rows ?? [])
    .filter(({ items, gone }) => items.length + gone.length > 0)
    .map(({ term, items, gone }) => {
      const said = items.map((item) => `${item.text}${item.change === undefined ? '' : ` (${item.change})`}`)
      return `${term}: ${[...said, ...gone.map((one) => `−${one}`)].join(', ')}`
    })
}

describe('the builds whose configuration may be looked at', () => {
  const [first, second, failed] = [1, 2, 3].map((key) => ({
    ...buildOf(key === 3 ? 'FROM a # 1\n✖ RUN b' : `FROM a # ${key}`),
    key,
    number: key,
  }))
  const trial = { ...buildOf('FROM a # 9'), key: 4 }
  const builds = [first, second, failed].filter((build) => build !== undefined)
  const told = (change: Parameters<typeof benchState>[0]) =>
    configChoices(benchState(change)).map(({ text, before }) => `${text} < ${before?.number ?? ''}`)
  it('are those that gave an image, each beside the one before it', () =>
    expect(told({ builds, ...(failed && { build: failed }) })).toEqual(['Build 2: 2 B < 1', 'Build 1: 1 B < ']))
  it('and what Build would make, where that is shown', () =>
    expect(told({ builds: builds.slice(0, 1), ...(first && { build: first }), stale: true, trial })).toEqual([
      'What Build would make < 1',
      'Build 1: 1 B < ',
    ]))
  it('are found by their key; the first stands in for one that is gone', () => {
    const choices = configChoices(benchState({ builds, ...(failed && { build: failed }) }))
    expect([configOf(choices, 1), configOf(choices, 9), configOf([], 1)].map((one) => one?.build.number)).toEqual([
      1,
      2,
      undefined,
    ])
  })
})

describe('the configuration', () => {
  it('says what is set', () =>
    expect(tell({ Env: ['A=1', 'B=2'], Cmd: ['run'], WorkingDir: '/srv' })).toEqual([
      'Command: ["run"]',
      'Working directory: /srv',
      'Environment: A=1, B=2',
    ]))
  it('says what holds where nothing is', () => {
    const view = configView(withSettings({}))
    expect(view?.rows.map(({ term, otherwise }) => `${term}: ${otherwise}`)).toContain('User: root')
    expect(view?.unset).toContain('Stop signal: SIGTERM')
  })
  it('says which line set it', () => {
    const rows = configView(withSettings({ Env: ['A=1', 'PATH=/bin'], WorkingDir: '/srv' }))?.rows ?? []
    expect(rows.flatMap(({ items }) => items.map((item) => `${item.text} ${item.line ?? 'base'}`))).toEqual([
      '/srv 4',
      'A=1 2',
      'PATH=/bin base',
    ])
  })
  it('is not there without an image', () => expect(configView(buildOf('✖ RUN no'))).toBeUndefined())
})

describe('what changed since the build before', () => {
  it('a value of a variable', () =>
    expect(tell({ Env: ['A=2', 'B=1'] }, { Env: ['A=1', 'B=1'] })).toEqual(['Environment: A=2 (was 1), B=1']))
  it('a variable that is new, and one that is gone', () =>
    expect(tell({ Env: ['C=1'] }, { Env: ['A=1'] })).toEqual(['Environment: C=1 (new), −A=1']))
  it('a command', () => expect(tell({ Cmd: ['b'] }, { Cmd: ['a'] })).toEqual(['Command: ["b"] (was ["a"])']))
  it('a user that is no longer set', () => expect(tell({}, { User: 'app' })).toEqual(['User: −app']))
  it('a port more', () =>
    expect(tell({ ExposedPorts: ['80/tcp', '443/tcp'] }, { ExposedPorts: ['80/tcp'] })).toEqual([
      'Ports: 80/tcp, 443/tcp (new)',
    ]))
  it('is counted', () => expect(configView(withSettings({ User: 'a' }), withSettings({ User: 'b' }))?.changes).toBe(1))
})

describe('in plain words', () => {
  it('what is started', () =>
    expect(startText({ Entrypoint: ['node'], Cmd: ['a b.js'], User: 'app', WorkingDir: '/srv' })).toBe(
      'docker run starts “node "a b.js"” as app in /srv.',
    ))
  it('what a shell is given', () => expect(commandText(['/bin/sh', '-c', 'ls | wc'])).toBe('“ls | wc” through /bin/sh'))
  it('that nothing is', () => expect(startText({})).toContain('names no program'))
  it('a health check with docker’s own times', () =>
    expect(healthText({ Test: ['CMD', 'ok'] })).toBe('“ok” every 30 s, for at most 30 s; unhealthy after 3 failures'))
  it('one with times of its own', () =>
    expect(healthText({ Test: ['CMD-SHELL', 'ok || no'], Interval: 5e9, StartPeriod: 60e9, Retries: 5 })).toBe(
      '“ok || no” through /bin/sh every 5 s, for at most 30 s, not counted in the first 1 min; unhealthy after 5 failures',
    ))
  it('one whose times are zero as one without', () =>
    expect(healthText({ Test: ['CMD', 'ok'], Interval: 0, Timeout: 0, StartPeriod: 0, Retries: 0 })).toBe(
      healthText({ Test: ['CMD', 'ok'] }),
    ))
  it('one that is turned off', () => expect(healthText({ Test: ['NONE'] })).toBe('turned off'))
  it('JSON with line breaks, and what is none as it is', () => {
    expect(spacedConfig('{"a":1}')).toBe('{\n  "a": 1\n}')
    expect(spacedConfig('{')).toBe('{')
  })
})

it('the history tells lines with layers from those without, and to which line of the Dockerfile they belong', () => {
  const build = withSettings({}, [
    { createdBy: '/bin/sh -c #(nop) ADD rootfs', comment: '', layer: 0 },
    { createdBy: 'base two', comment: '', layer: 1 },
    { createdBy: 'ENV A=1 B=2', comment: 'buildkit.dockerfile.v0' },
    { createdBy: 'RUN /bin/sh -c make # buildkit', comment: '', layer: 2 },
    { createdBy: 'CMD ["run"]', comment: '' },
  ])
  expect(
    historyRows(build).map((row) => `${row.line ?? '-'} ${row.createdBy} ${row.isEmpty ? 'no layer' : row.size}`),
  ).toEqual([
    '5 CMD ["run"] no layer',
    '3 RUN /bin/sh -c make 3 B',
    '2 ENV A=1 B=2 no layer',
    '- base two 5 B',
    '- ADD rootfs 5 B',
  ])
})

describe('identities', () => {
  it('are short for reading and whole for copying', () =>
    expect(identities(buildOf(text))[1]).toEqual({ term: 'Layer 1', short: 'base0', whole: 'sha256:base0' }))
  it('say where there is none of docker’s', () => expect(identities(buildOf(text))[0]?.standIn).toContain('modelled'))
})
