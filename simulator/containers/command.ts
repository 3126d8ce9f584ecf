import type { Content } from '../filesystem/content.ts'
import type { Node } from '../filesystem/tree.ts'
import type { ImageSettings } from '../image/image.ts'

/** What a container is started with, beside its image: the flags of `docker run`. */
export interface StartOptions {
  /** The words after the image: they take the place of CMD. */
  readonly command?: readonly string[]
  /** `--entrypoint`: takes the place of ENTRYPOINT, and CMD does not count any more. An empty text clears it. */
  readonly entrypoint?: string
  /** `-e NAME=value`. */
  readonly environment?: readonly string[]
  readonly user?: string
  /** `--group-add`: names or numbers. */
  readonly groups?: readonly string[]
  readonly directory?: string
  readonly hostname?: string
  /** `-t` */
  readonly isTerminal?: boolean
  /** `-i`: standard input stays open. */
  readonly isInteractive?: boolean
  /** `--init`: tini is process 1. */
  readonly hasInit?: boolean
  readonly isReadOnly?: boolean
  readonly network?: 'default' | 'none' | 'host'
  /** `--tmpfs PATH` */
  readonly tmpfs?: readonly string[]
  /** Folders and files that come from outside the image: volumes, and those of the host. */
  readonly mounts?: readonly OuterMount[]
  /** What is given to its standard input; absent for one that stays open with nothing to read. */
  readonly input?: Content
  /** Capabilities that root has in it (`CHOWN`), where they are not the usual: `--cap-drop`, `--cap-add`, `--privileged`. */
  readonly powers?: readonly string[]
  /** Its address in its first network. */
  readonly address?: string
  /** With the host's own network: ports that others had when it was started. */
  readonly takenPorts?: readonly number[]
  /** `--add-host`: lines of /etc/hosts. */
  readonly hosts?: readonly string[]
  /** `--stop-signal` */
  readonly stopSignal?: string
}

/** What is mounted, as it is when the container starts. */
export interface OuterMount {
  readonly target: string
  readonly node: Node
  readonly isReadOnly: boolean
}

/**
 * The words that process 1 is started with: ENTRYPOINT, then CMD or what was given in its place. Empty when there is nothing to start. Source:
 * moby, daemon/container.go; FROM and ENTRYPOINT in the Dockerfile reference.
 */
export function commandLine(settings: ImageSettings, options: StartOptions): readonly string[] {
  const { entrypoint, command } = options
  const first = entrypoint === undefined ? (settings.Entrypoint ?? []) : entrypoint === '' ? [] : [entrypoint]
  const rest = command ?? (entrypoint === undefined ? (settings.Cmd ?? []) : [])
  return [...first, ...rest]
}

/** `NAME=value` lines as pairs; a name without a value is not passed on. */
export function variablesOf(lines: readonly string[]): readonly (readonly [string, string])[] {
  return lines.flatMap((line) => {
    const at = line.indexOf('=')
    return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 1)] as const]
  })
}

/** Where programs are searched when the image says nothing. */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** The environment that a container starts with, in docker's order; HOME comes with the user. Source: moby, container/container.go, CreateDaemonEnvironment. */
export function environmentOf(
  settings: ImageSettings,
  options: StartOptions,
  hostname: string,
): ReadonlyMap<string, string> {
  const environment = new Map([
    ['PATH', defaultPath],
    ['HOSTNAME', hostname],
  ])
  if (options.isTerminal === true) environment.set('TERM', 'xterm')
  const given = new Map(variablesOf(options.environment ?? []))
  for (const [name, value] of given) environment.set(name, value)
  for (const [name, value] of variablesOf(settings.Env ?? [])) if (!given.has(name)) environment.set(name, value)
  return environment
}
