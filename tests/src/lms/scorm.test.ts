import { describe, expect, it } from 'vitest'
import { packedMemory, seedOf, unpackedMemory } from '../../../src/lms/record.ts'
import { ScormPlatform, scorm12, scorm2004 } from '../../../src/lms/scorm.ts'
import type { ScormApi } from '../../../src/lms/scorm-api.ts'

/** A platform that takes everything but what it is told to refuse. */
function platform(
  kept: Record<string, string> = {},
  refuses: readonly string[] = [],
): { api: ScormApi; kept: Record<string, string>; calls: string[] } {
  const calls: string[] = []
  const api: ScormApi = {
    call(name, first = '', second = '') {
      calls.push(name)
      if (/GetValue$/.test(name)) return kept[first] ?? ''
      if (/LastError$/.test(name)) return '405'
      if (refuses.includes(first)) return 'false'
      if (/SetValue$/.test(name)) kept[first] = second
      return 'true'
    },
  }
  return { api, kept, calls }
}

const half = { score: { scaled: 0.5, raw: 2, max: 4 }, passed: false }
const whole = { score: { scaled: 1, raw: 4, max: 4 }, passed: true }

describe('a platform that speaks SCORM 1.2', () => {
  it('is told score, status and time, and keeps what was made', async () => {
    let now = 0
    const { api, kept } = platform({ 'cmi.core.student_id': 'ada' })
    const scorm = new ScormPlatform(api, scorm12, () => now)
    expect(await scorm.begin()).toEqual({ attempts: 0 })
    expect(scorm.seed).toBe(seedOf('ada'))
    expect(kept['cmi.core.lesson_status']).toBe('incomplete')
    await scorm.report(half, { attempts: 1, best: 0.5, state: '1.x' })
    expect(kept).toMatchObject({ 'cmi.core.score.raw': '50', 'cmi.core.lesson_status': 'incomplete' })
    await scorm.report(whole, { attempts: 2, best: 1, state: '1.y' })
    now = 3_723_400
    scorm.end({ attempts: 2, best: 1, state: '1.y' })
    expect(kept).toMatchObject({
      'cmi.core.score.raw': '100',
      'cmi.core.lesson_status': 'passed',
      'cmi.core.session_time': '0001:02:03.40',
      'cmi.core.exit': 'suspend',
    })
    expect(scorm.trouble).toBeUndefined()
    const again = new ScormPlatform(api, scorm12, () => now)
    expect(await again.begin()).toEqual({ attempts: 2, best: 1, state: '1.y' })
    expect(kept['cmi.core.lesson_status']).toBe('passed')
  })
  it('keeps a good result when a worse one comes', async () => {
    const { api, kept } = platform()
    const scorm = new ScormPlatform(api, scorm12, () => 0)
    await scorm.begin()
    await scorm.report(whole, { attempts: 1, best: 1 })
    await scorm.report(half, { attempts: 2, best: 1 })
    expect(kept).toMatchObject({ 'cmi.core.score.raw': '100', 'cmi.core.lesson_status': 'passed' })
  })
  it('says when what was made is too long for it, and still reports', async () => {
    const { api, kept } = platform()
    const scorm = new ScormPlatform(api, scorm12, () => 0)
    await scorm.begin()
    await scorm.report(whole, { attempts: 1, best: 1, state: 'x'.repeat(5000) })
    expect(scorm.trouble).toContain('too long')
    expect(kept['cmi.suspend_data']).toBe('{"v":1,"attempts":1,"best":1}')
    expect(kept['cmi.core.score.raw']).toBe('100')
  })
  it('names what it refused', async () => {
    const scorm = new ScormPlatform(platform({}, ['cmi.core.lesson_status']).api, scorm12, () => 0)
    await scorm.begin()
    expect(scorm.trouble).toBe('The learning platform refused cmi.core.lesson_status (error 405).')
  })
})

describe('a platform that speaks SCORM 2004', () => {
  it('tells completion from success', async () => {
    const { api, kept, calls } = platform()
    const scorm = new ScormPlatform(api, scorm2004, () => 0)
    await scorm.begin()
    await scorm.report(half, { attempts: 1, best: 0.5 })
    expect(kept).toMatchObject({
      'cmi.success_status': 'failed',
      'cmi.completion_status': 'incomplete',
      'cmi.score.scaled': '0.5',
    })
    await scorm.report(whole, { attempts: 2, best: 1 })
    scorm.end({ attempts: 2, best: 1 })
    scorm.end({ attempts: 2, best: 1 })
    expect(kept).toMatchObject({
      'cmi.success_status': 'passed',
      'cmi.completion_status': 'completed',
      'cmi.session_time': 'PT0S',
    })
    expect(calls.filter((name) => name === 'Terminate')).toHaveLength(1)
  })
})

describe('what a platform keeps', () => {
  it('comes back as it was', () =>
    expect(unpackedMemory(packedMemory({ state: '1.x', best: 0.25, attempts: 3 }, 4096).text)).toEqual({
      state: '1.x',
      best: 0.25,
      attempts: 3,
    }))
  it('is a first visit when it cannot be read', () => {
    for (const text of ['', 'null', '{"v":2,"best":1}', '[', '{"v":1,"best":7,"attempts":-1}'])
      expect(unpackedMemory(text), text).toEqual({ attempts: 0 })
  })
})
