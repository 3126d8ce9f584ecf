import type { Time, Tree } from '../filesystem/tree.ts'
import { emptyTree } from '../filesystem/tree.ts'
import type { Given } from './flags.ts'

/** A volume that a host keeps: its files outlive the containers that use them. */
export interface HeldVolume {
  readonly name: string
  readonly created: Time
  readonly files: Tree
  /** Made because a container asked for one without a name. */
  readonly isAnonymous: boolean
  readonly labels: readonly (readonly [string, string])[]
}

/** What of a host is mounted in a container, and where. */
export interface HeldMount {
  readonly kind: 'volume' | 'bind'
  /** The volume's name, or the path on the host. */
  readonly source: string
  readonly target: string
  readonly isReadOnly: boolean
  /** As `docker inspect` names it. */
  readonly mode?: string
}

/** A mount that is asked for; a volume without a name has an empty source. */
export interface WantedMount extends HeldMount {
  /** `--mount` does not make a folder of the host that is not there, `-v` does. */
  readonly mustExist: boolean
}

/** A volume that holds nothing. */
export function newVolume(name: string, created: Time, isAnonymous = false): HeldVolume {
  return { name, created, isAnonymous, labels: [], files: { ...emptyTree, mtime: created } }
}

/** The mounts that flags ask for, and those of memory; `wrong` is docker's message. Paths of the host are made whole by `absolute`. */
export function wantedMounts(
  given: Given,
  absolute: (path: string) => string,
):
  | { readonly mounts: readonly WantedMount[]; readonly tmpfs: readonly string[]; readonly binds: readonly string[] }
  | { readonly wrong: string } {
  const mounts: WantedMount[] = []
  const tmpfs = [...given.values('tmpfs')]
  const binds: string[] = []
  for (const text of given.values('volume')) {
    const read = readVolume(text, absolute)
    if ('wrong' in read) return read
    mounts.push(read)
    if (read.source !== '') binds.push([read.source, read.target, ...text.split(':').slice(2)].join(':'))
  }
  for (const text of given.values('mount')) {
    const read = readMount(text, absolute)
    if ('wrong' in read) return read
    if ('tmpfs' in read) tmpfs.push(read.tmpfs)
    else mounts.push(read)
  }
  return { mounts, tmpfs, binds }
}

const volumeName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/

/** `name:/path`, `/folder:/path:ro`, `./folder:/path`, `/path`. Source: moby, volume/mounts; docker/cli, loader/volume.go. */
function readVolume(text: string, absolute: (path: string) => string): WantedMount | { readonly wrong: string } {
  const parts = text.split(':')
  const [source = '', target = '', mode = ''] = parts.length === 1 ? ['', ...parts] : parts
  const isPath = /^[./~]/.test(source)
  if (!target.startsWith('/'))
    return {
      wrong: `invalid volume specification: '${text}': invalid mount config for type "${isPath ? 'bind' : 'volume'}": invalid mount path: '${target}' mount path must be absolute`,
    }
  if (source !== '' && !isPath && !volumeName.test(source))
    return {
      wrong: `create ${source}: "${source}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
    }
  return {
    kind: isPath ? 'bind' : 'volume',
    source: isPath ? absolute(source) : source,
    target,
    isReadOnly: mode.split(',').includes('ro'),
    mustExist: false,
    ...(mode === '' ? {} : { mode }),
  }
}

function readMount(
  text: string,
  absolute: (path: string) => string,
): WantedMount | { readonly tmpfs: string } | { readonly wrong: string } {
  const fields = new Map(
    text.split(',').map((part): [string, string] => {
      const at = part.indexOf('=')
      return at === -1 ? [part, 'true'] : [part.slice(0, at), part.slice(at + 1)]
    }),
  )
  const type = fields.get('type') ?? 'volume'
  const source = fields.get('source') ?? fields.get('src') ?? ''
  const target = fields.get('target') ?? fields.get('destination') ?? fields.get('dst') ?? ''
  const isReadOnly = /^(true|1)$/.test(fields.get('readonly') ?? fields.get('ro') ?? '')
  if (target === '') return { wrong: 'target is required' }
  if (type === 'tmpfs') {
    const mode = fields.get('tmpfs-mode')
    const options = [...(isReadOnly ? ['ro'] : []), ...(mode === undefined ? [] : [`mode=${mode}`])]
    return { tmpfs: [target, ...(options.length === 0 ? [] : [options.join(',')])].join(':') }
  }
  if (type !== 'bind' && type !== 'volume')
    return { wrong: `invalid mount config for type "${type}": mount type unknown` }
  return {
    kind: type,
    source: type === 'bind' ? absolute(source) : source,
    target,
    isReadOnly,
    mustExist: type === 'bind',
  }
}
