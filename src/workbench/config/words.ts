import type { ImageSettings } from '../../../simulator/index.ts'
import { timeText } from '../figures.ts'

/** What a container of an image does when it starts, in a sentence. */
export function startText(settings: ImageSettings): string {
  const { Entrypoint = [], Cmd = [], User = '', WorkingDir = '' } = settings
  const whole = [...Entrypoint, ...Cmd]
  if (whole.length === 0) return 'The image names no program to start: docker run must be told one.'
  const user = User === '' ? 'root' : User
  return `docker run starts ${commandText(whole)} as ${user} in ${WorkingDir === '' ? '/' : WorkingDir}.`
}

/** Words of a command as one would type them; a line that a shell runs is told as what the shell runs. */
export function commandText(words: readonly string[]): string {
  const [shell = '', flag, line] = words
  if (/^\/bin\/(ba|da|a)?sh$/.test(shell) && flag === '-c' && line !== undefined && words.length === 3)
    return `“${line}” through ${shell}`
  return `“${words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))).join(' ')}”`
}

/** A health check: what is run, how often, and after how many failures the container counts as unhealthy. */
export function healthText(check: NonNullable<ImageSettings['Healthcheck']>): string {
  const [kind = '', ...words] = check.Test
  if (kind === 'NONE') return 'turned off'
  const what = kind === 'CMD-SHELL' ? commandText(['/bin/sh', '-c', words.join(' ')]) : commandText(words)
  // Docker's defaults where nothing is said, which a zero says too. Source: docker's reference of HEALTHCHECK.
  const every = nanosText(check.Interval || 30e9)
  const most = nanosText(check.Timeout || 30e9)
  const grace = !check.StartPeriod ? '' : `, not counted in the first ${nanosText(check.StartPeriod)}`
  return `${what} every ${every}, for at most ${most}${grace}; unhealthy after ${check.Retries || 3} failures`
}

function nanosText(nanoseconds: number): string {
  return timeText(nanoseconds / 1e6).replace('.0 s', ' s')
}

/** A configuration with a line for each thing in it; as it is where it cannot be read. */
export function spacedConfig(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}
