import { describe, expect, it } from 'vitest'
import { notice } from '../../../src/workbench/notice/view.ts'
import type { BenchState } from '../../../src/workbench/state.ts'
import { buildButton, changeViews, emptyText, progressText, startsItself } from '../../../src/workbench/view.ts'
import { benchState } from './notation.ts'

const still = benchState()
const { project } = still

describe('the build button', () => {
  const check = (change: Partial<BenchState>) => {
    const { text, enabled } = buildButton({ ...still, ...change })
    return `${text}${enabled ? '' : ' (off)'}`
  }
  it('builds', () => expect(check({})).toBe('Build'))
  it('waits for the prediction', () => expect(check({ asking: 'open' })).toBe('Build (off)'))
  it('makes the scene’s change with it', () =>
    expect(check({ asking: 'made', change: 'waiting' })).toBe('Make the change and build'))
  it('waits for a build that goes on', () =>
    expect(check({ building: { names: [], done: 0, current: '' } })).toBe('Building… (off)'))
  it('is off when there is no engine', () => expect(check({ health: 'failed' })).toBe('Build (off)'))
})

describe('the place of an image that is not there', () => {
  const check = (change: Partial<BenchState>) => emptyText({ ...still, ...change })
  const problems = [{ code: 'StepFailed', severity: 'error', message: '"/a": not found' }] as const
  it('asks for a build', () => expect(check({})).toBe('Build to see the layers of the image.'))
  it('says that there would be none', () => expect(check({ problems })).toBe('No image: this would not build.'))
  it('gives nothing away before the prediction', () =>
    expect(check({ problems, asking: 'open' })).toContain('prediction'))
  it('says that it is being built', () =>
    expect(check({ problems, building: { names: [], done: 0, current: '' } })).toBe('Building…'))
})

describe('notices', () => {
  const check = (change: Partial<BenchState>) => notice({ ...still, ...change })
  it('are not there when all is well', () => expect(check({})).toBeUndefined())
  it('say that the engine was started anew', () => expect(check({ health: 'restarted' })).toContain('started anew'))
  it('say that storage is full', () => expect(check({ keeping: 'full' })).toContain('full'))
  it('say that storage is closed', () => expect(check({ keeping: 'blocked' })).toContain('keeps nothing'))
  it('say that files are from an earlier visit', () => expect(check({ restored: true })).toContain('earlier visit'))
  it('say why the catalog is missing before anything else', () =>
    expect(check({ unreachable: 'no network', restored: true })).toBe('no network'))
})

it('tells how far a build has come', () =>
  expect(progressText({ ...still, building: { names: ['a', 'b'], done: 1, current: '[2/2] RUN b' } })).toBe(
    'Step 2 of 2: [2/2] RUN b',
  ))

it('does not start a project by itself that asks first', () => {
  expect(startsItself({ ...project, autobuild: true })).toBe(true)
  expect(startsItself({ ...project, autobuild: true, predict: { question: '?', kind: 'size' } })).toBe(false)
})

describe('a scene’s change', () => {
  const check = (...edits: Parameters<typeof changeViews>[0]['edits'] & object) =>
    changeViews({ ...project, edits }).map(
      ({ label, before, after }) => `${label}: ${before.join('|')} → ${after.join('|')}`,
    )
  it('shows whole lines, without the indent that they share', () =>
    expect(check({ path: 'a', find: 'wo', replace: 'en' })).toEqual(['a: two → ten']))
  it('shows only what differs', () =>
    expect(check({ path: 'a', text: 'one\n  two\nfour\n' })).toEqual(['a: three → four']))
  it('shows a new file whole', () =>
    expect(check({ path: 'b', label: 'New', text: 'x\ny\n' })).toEqual(['New:  → x|y']))
  it('shows a removed file whole', () => expect(check({ path: 'a', remove: true })).toEqual(['a: one|  two|three → ']))
  it('shows a second change after the first', () =>
    expect(check({ path: 'a', text: 'x' }, { path: 'a', find: 'x', replace: 'y' })[1]).toBe('a: x → y'))
})
