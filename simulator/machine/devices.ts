import { realContent } from '../filesystem/content.ts'
import { Draft } from '../filesystem/draft.ts'
import {
  type DeviceNode,
  type DirectoryNode,
  emptyTree,
  epoch,
  type FileNode,
  type Node,
  type SymlinkNode,
  type Time,
} from '../filesystem/tree.ts'
import { bytesOf } from '../values/bytes.ts'
import type { Caller } from './walk.ts'

/** The devices that the simulator knows, by major and minor number. Source: Linux, Documentation/admin-guide/devices.txt. */
export type DeviceKind = 'null' | 'zero' | 'full' | 'random' | 'tty' | 'unknown'

const memoryDevices: ReadonlyMap<number, DeviceKind> = new Map([
  [3, 'null'],
  [5, 'zero'],
  [7, 'full'],
  [8, 'random'],
  [9, 'random'],
])

/** What a character device does. */
export function deviceKind(node: DeviceNode): DeviceKind {
  if (node.kind !== 'character') return 'unknown'
  if (node.major === 5) return 'tty'
  return (node.major === 1 ? memoryDevices.get(node.minor) : undefined) ?? 'unknown'
}

/** A fresh /dev as runc makes it, in a draft of its own. It is memory: nothing written there is in a layer. */
export function makeDevices(now: Time): Draft {
  const draft = new Draft(emptyTree)
  const made = { uid: 0, gid: 0, mtime: now }
  const directory = (path: string, mode: number) =>
    draft.set(path, { kind: 'directory', ...made, mode, entries: new Map() })
  directory('/dev', 0o755)
  directory('/dev/pts', 0o755)
  directory('/dev/shm', 0o1777)
  directory('/dev/mqueue', 0o1777)
  const numbers = { null: [1, 3], zero: [1, 5], full: [1, 7], random: [1, 8], urandom: [1, 9], tty: [5, 0] } as const
  for (const [name, [major, minor]] of Object.entries(numbers))
    draft.set(`/dev/${name}`, { kind: 'character', ...made, mode: 0o666, major, minor })
  const links = { fd: '/proc/self/fd', stdin: '/proc/self/fd/0', stdout: '/proc/self/fd/1', stderr: '/proc/self/fd/2' }
  for (const [name, target] of Object.entries({ ...links, ptmx: 'pts/ptmx', core: '/proc/kcore' }))
    draft.set(`/dev/${name}`, { kind: 'symlink', ...made, mode: 0o777, target })
  return draft
}

const kernel = { uid: 0, gid: 0, mtime: epoch }

function directoryOf(entries: Readonly<Record<string, Node>>, mode = 0o555): DirectoryNode {
  return { kind: 'directory', ...kernel, mode, entries: new Map(Object.entries(entries)) }
}

function fileOf(text: string, mode = 0o444): FileNode {
  return { kind: 'file', ...kernel, mode, content: realContent(bytesOf(text)) }
}

function linkTo(target: string): SymlinkNode {
  return { kind: 'symlink', ...kernel, mode: 0o777, target }
}

/** /sys: there, and empty. */
export const sysDirectory: DirectoryNode = directoryOf({})

/** /proc as a process sees it: its own entry, and what programs ask of the kernel. Figures are those of the sandbox: two processors, 4 GB. */
export function procDirectory(caller: Caller): DirectoryNode {
  const self = directoryOf({
    cmdline: fileOf(caller.arguments.map((word) => `${word}\0`).join('')),
    comm: fileOf(`${(caller.arguments[0] ?? '').replace(/.*\//, '').slice(0, 15)}\n`),
    environ: fileOf([...caller.environment].map(([name, value]) => `${name}=${value}\0`).join(''), 0o400),
    cwd: linkTo(caller.directory),
    root: linkTo('/'),
    cgroup: fileOf('0::/\n'),
    status: fileOf(statusOf(caller)),
    mounts: fileOf(mountsText),
    fd: directoryOf({ 0: linkTo('pipe:[0]'), 1: linkTo('pipe:[1]'), 2: linkTo('pipe:[2]') }, 0o500),
  })
  const entries: Record<string, Node> = {
    [caller.id]: self,
    self: linkTo(`${caller.id}`),
    mounts: linkTo('self/mounts'),
    cpuinfo: fileOf([0, 1].map((cpu) => `processor\t: ${cpu}\nmodel name\t: virtual\n\n`).join('')),
    meminfo: fileOf('MemTotal:        4194304 kB\nMemFree:         3145728 kB\nMemAvailable:    3670016 kB\n'),
    version: fileOf('Linux version 6.1.0 (simulated)\n'),
    uptime: fileOf('0.00 0.00\n'),
    loadavg: fileOf('0.00 0.00 0.00 1/1 1\n'),
    filesystems: fileOf('nodev\tproc\nnodev\ttmpfs\nnodev\toverlay\n'),
    net: directoryOf({ dev: fileOf(networkText(caller.machine.network)) }),
    sys: directoryOf({ kernel: directoryOf({ hostname: fileOf(`${caller.machine.hostname}\n`) }) }),
  }
  if (caller.id !== 1) entries[1] = directoryOf({ cgroup: fileOf('0::/\n') })
  return directoryOf(entries)
}

const mountsText =
  'overlay / overlay rw,relatime 0 0\nproc /proc proc rw,nosuid,nodev,noexec,relatime 0 0\ntmpfs /dev tmpfs rw,nosuid,size=65536k,mode=755 0 0\nsysfs /sys sysfs ro,nosuid,nodev,noexec,relatime 0 0\n'

function statusOf(caller: Caller): string {
  const { uid, gid, groups } = caller.user
  const four = (number: number) => Array(4).fill(number).join('\t')
  return `Name:\t${(caller.arguments[0] ?? '').replace(/.*\//, '').slice(0, 15)}\nUmask:\t${caller.umask.toString(8).padStart(4, '0')}\nState:\tR (running)\nPid:\t${caller.id}\nUid:\t${four(uid)}\nGid:\t${four(gid)}\nGroups:\t${groups.join(' ')} \n`
}

/** `/proc/net/dev`: two lines of headings, then the loopback device, and a second device where there is a network. */
function networkText(network: 'default' | 'none' | 'host'): string {
  const row = (name: string) => `${name.padStart(6)}:${' 0'.repeat(16)}\n`
  const headings =
    'Inter-|   Receive                                                |  Transmit\n face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n'
  return headings + row('lo') + (network === 'none' ? '' : row('eth0'))
}
