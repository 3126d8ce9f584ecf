import { describe, expect, it } from 'vitest'
import { hostWith, typed } from './notation.ts'

const run = (flags: string, script: string): string => `docker run -d -q --name one ${flags} alpine sh -c '${script}'`
const said = (...lines: readonly string[]): string => typed(hostWith({}), ...lines).text

describe('a restart policy', () => {
  it('starts a container again, each time a little later', () => {
    const text = said(run('--restart always', 'echo up; exit 3'), 'sleep 3', 'docker logs one', 'docker ps')
    // After 0.1, 0.2, 0.4, 0.8 seconds, as recorded.
    expect(text.match(/^up$/gm)?.length).toBe(5)
    expect(text).toContain('Restarting (3) ')
  })
  it('gives up after so many failures', () => {
    const text = said(run('--restart on-failure:2', 'echo up; exit 3'), 'sleep 9', 'docker logs one', 'docker ps -a')
    expect(text.match(/^up$/gm)?.length).toBe(3)
    expect(text).toContain('Exited (3) ')
  })
  it('does not count where a program ends well, with on-failure', () =>
    expect(said(run('--restart on-failure', 'echo up'), 'sleep 9', 'docker logs one').match(/^up$/gm)?.length).toBe(1))
  it('does not count after docker stop', () => {
    const lines = [run('--restart always', 'exit 3'), 'sleep 1', 'docker stop one', 'sleep 60', 'docker ps -a']
    expect(said(...lines)).toContain('Exited (3) ')
  })
  it('and --rm contradict each other', () =>
    expect(said(run('--rm --restart always', 'true'))).toContain(
      'conflicting options: cannot specify both --restart and --rm',
    ))
  it('is bounded for a year', () =>
    expect(said(run('--restart always', 'exit 1'), 'sleep 31536000', 'docker ps')).toContain('Restarting (1) '))
})

describe('a container with --rm in the background', () => {
  it('is gone when it has ended', () =>
    expect(
      said('docker run -d -q --rm --name one alpine sleep 2', 'sleep 3', 'docker ps -aq').split('docker ps -aq\n')[1],
    ).toBe(''))
})
