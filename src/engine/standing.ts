import { type Foreground, type Host, type HostWorld, lookedAt } from '../../simulator/hosts.ts'
import { laptopName } from './machines.ts'
import type { ShellStanding } from './typing.ts'

/** What a shell has in mind from line to line. */
export interface Shell {
  /** The computer that it is on. */
  readonly host: string
  readonly directory: string
  readonly variables: Host['variables']
  readonly status: number
  readonly foreground?: Foreground
}

/** The shell that a computer has left, with what stays in its foreground. */
export function shellOn({ name, directory, variables, status }: Host, foreground?: Foreground): Shell {
  return { host: name, directory, variables, status, ...(foreground && { foreground }) }
}

/** A shell that begins on a computer. */
export function firstShell(host: Host): Shell {
  return shellOn({ ...host, directory: host.home, status: 0 })
}

/** How a shell stands on its computer. */
export function standingOf(host: Host, { directory, status, foreground }: Shell, prompt?: string): ShellStanding {
  const home = host.variables.get('HOME')?.value ?? ''
  const container = host.containers.find(({ plan }) => plan.id === foreground?.container)
  const isAtHome = home !== '' && (directory === home || directory.startsWith(`${home}/`))
  return {
    ...(host.name === laptopName ? {} : { host: host.name }),
    directory: isAtHome ? `~${directory.slice(home.length)}` : directory,
    status,
    ...(foreground?.watch !== undefined && { attached: 'docker events' }),
    ...(foreground &&
      foreground.watch === undefined && { attached: container?.name ?? foreground.container.slice(0, 12) }),
    ...(prompt === undefined ? {} : { prompt }),
  }
}

/** How a shell stands that a line has just left, with what its container asks for. */
export function leftStanding(host: Host, shell: Shell, world: HostWorld): ShellStanding {
  return standingOf(host, shell, shell.foreground && lookedAt(host, shell.foreground, world).prompt)
}
