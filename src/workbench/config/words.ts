import type { ImageSettings } from '../../../simulator/index.ts'
import { words } from '../../words/words.ts'
import { timeText } from '../figures.ts'

/** What a container of an image does when it starts, in a sentence. */
export function startText(settings: ImageSettings): string {
  const { Entrypoint = [], Cmd = [], User = '', WorkingDir = '' } = settings
  const whole = [...Entrypoint, ...Cmd]
  if (whole.length === 0) return words.config.theImageNamesNoProgramTo
  const user = User === '' ? 'root' : User
  return words.config.starts(commandText(whole), user, WorkingDir === '' ? '/' : WorkingDir)
}

/** Words of a command as one would type them; a line that a shell runs is told as what the shell runs. */
export function commandText(command: readonly string[]): string {
  const [shell = '', flag, line] = command
  if (/^\/bin\/(ba|da|a)?sh$/.test(shell) && flag === '-c' && line !== undefined && command.length === 3)
    return words.config.through(line, shell)
  return `“${command.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))).join(' ')}”`
}

/** A health check: what is run, how often, and after how many failures the container counts as unhealthy. */
export function healthText(check: NonNullable<ImageSettings['Healthcheck']>): string {
  const [kind = '', ...test] = check.Test
  if (kind === 'NONE') return words.config.turnedOff
  const what = kind === 'CMD-SHELL' ? commandText(['/bin/sh', '-c', test.join(' ')]) : commandText(test)
  // Docker's defaults where nothing is said, which a zero says too. Source: docker's reference of HEALTHCHECK.
  const every = nanosText(check.Interval || 30e9)
  const most = nanosText(check.Timeout || 30e9)
  const grace = !check.StartPeriod ? '' : words.config.notCountedInTheFirst(nanosText(check.StartPeriod))
  return words.config.everyForAtMostUnhealthyAfter(what, every, most, grace, check.Retries || 3)
}

function nanosText(nanoseconds: number): string {
  return timeText(nanoseconds / 1e6).replace(/[.,]0 s/, ' s')
}

/** A configuration with a line for each thing in it; as it is where it cannot be read. */
export function spacedConfig(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}
