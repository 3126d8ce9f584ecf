import type { Content } from '../filesystem/content.ts'
import type { Draft } from '../filesystem/draft.ts'
import type { Time, Tree } from '../filesystem/tree.ts'
import type { Budget } from '../values/budget.ts'
import type { HttpOutcome, HttpRequest } from './http.ts'
import type { Life } from './life.ts'

/** Who a process is. Names are looked up in the image's /etc/passwd and /etc/group by users.ts. */
export interface User {
  readonly uid: number
  readonly gid: number
  /** Supplementary groups. */
  readonly groups: readonly number[]
  /** What root may do beyond others, by the names of capabilities (`CHOWN`), where that is not the usual. Who becomes root later has no more. */
  readonly powers?: ReadonlySet<string>
}

/** The virtual clock of a machine: starts where the build says, moves only when work is spent. */
export interface Clock {
  readonly now: () => Time
  /** Moves time on by modelled work. */
  readonly spend: (milliseconds: number) => void
}

/** A remark about the simulation itself, shown at the RUN's line: what was not simulated, what was modelled and from which figure. */
export interface Note {
  readonly kind: 'not-simulated' | 'modelled'
  /** Plain sentence for a learner. */
  readonly message: string
}

/** Where bytes come from: a pipe, a file, nothing. Pieces keep sized content sized, so 200 MB need not exist to be copied. */
export interface Input {
  /** The next piece, at most `limit` bytes of it; undefined at the end. An endless source (`/dev/zero`, `yes`) never ends, so ask for no more than you need. */
  readonly read: (limit?: number) => Content | undefined
  /** Somebody sits there and types. */
  readonly isTerminal?: boolean
}

/** Where bytes go: a pipe, a file, the build log. */
export interface Output {
  /** False when nobody reads any more (the process should end as by SIGPIPE, status 141). */
  readonly write: (piece: Content | string) => boolean
  /** A terminal shows it. */
  readonly isTerminal?: boolean
}

/** One failed system call, by its name in errno.h. */
export type Errno =
  | 'EACCES'
  | 'EBADF'
  | 'EBUSY'
  | 'EEXIST'
  | 'EINVAL'
  | 'EISDIR'
  | 'ELOOP'
  | 'ENOENT'
  | 'ENOEXEC'
  | 'ENOSPC'
  | 'ENOTDIR'
  | 'ENOTEMPTY'
  | 'ENXIO'
  | 'EPERM'
  | 'EROFS'
  | 'EXDEV'
  | 'ENAMETOOLONG'

/** A file open for writing: bytes that the tree does not have yet are settled when somebody looks. */
export interface OpenFile extends Output {
  /** Where the file is now; undefined once it has no name any more. Kept up to date by rename and unlink. */
  path: string | undefined
  /** Puts what was written into the tree. */
  readonly settle: () => void
  /** Settles, and forgets the file. Writing goes on to work. */
  readonly close: () => void
}

/** A computer inside one RUN or one container: a file system, a clock, a network, and what runs there. Shared by its processes. */
export interface Machine {
  readonly draft: Draft
  /** The file system of /dev, in memory; never in a layer. Holds paths from the root (`/dev/null`). */
  readonly devices: Draft
  /** Files open for writing; what was written is put into the tree when somebody looks (open.ts). */
  readonly openFiles: Set<OpenFile>
  readonly clock: Clock
  readonly budget: Budget
  /** What the kernel says: `buildkitsandbox`, `x86_64`. */
  readonly hostname: string
  readonly architecture: 'amd64' | 'arm64'
  /** The layers below: a directory of theirs cannot be renamed, only copied and removed. Absent where nothing is below. */
  readonly lower?: Tree
  /** Directories that stand where the layers below have one, but were made here and hold nothing of theirs. */
  readonly remade: Set<string>
  /** Places in the tree that are mounts; nested deepest first is not guaranteed. */
  readonly mounts: readonly MountPoint[]
  /** `none` inside `--network=none`. */
  readonly network: 'default' | 'none' | 'host'
  /** What the package managers know; plain data from the catalog, loaded before the build. Read with a schema by machine/packages. */
  readonly packageTables: ReadonlyMap<string, unknown>
  /** Bytes downloaded so far; a model of transfer time goes with it. */
  readonly download: (bytes: number) => void
  readonly note: (note: Note) => void
  /** A deterministic stream of numbers below 2^32, seeded by the RUN's own cache key. */
  readonly random: () => number
  /** What can be run, by the names that files give ({@link SizedContent.program}) and applets are called by. */
  readonly programs: ReadonlyMap<string, Program>
  /** The signal that ended the process that ended last; undefined when it ended by itself. */
  lastSignal: number | undefined
  /** What happens from outside while processes run: in a started container, not in a RUN. */
  readonly life?: Life
  /** What other machines answer, by the name or address that they are asked by; undefined where there is none of that name. */
  readonly reach?: (host: string, request: HttpRequest) => HttpOutcome | undefined
  /** Descriptions of programs that are not executed, as YAML, by the names of their files. */
  readonly cards?: ReadonlyMap<string, string>
  /** The next free process id. */
  readonly nextProcess: () => number
}

/** A directory or file of the tree that is not the image's: what is written below it stays out of the layer. */
export interface MountPoint {
  readonly path: string
  readonly readOnly: boolean
}

/** One running program, as it sees itself. The machine's programs are functions of it. */
export interface Process {
  readonly machine: Machine
  readonly id: number
  /** The process that started it; 0 for the first. */
  readonly parent?: number
  /** The first is the name it was called by. */
  readonly arguments: readonly string[]
  readonly environment: ReadonlyMap<string, string>
  /** Working directory, absolute. */
  readonly directory: string
  readonly user: User
  readonly umask: number
  readonly input: Input
  readonly output: Output
  readonly errors: Output
  /** Runs another program to its end, found through PATH unless the name has a slash; gives its exit status (127 not found, 126 not executable). */
  readonly run: (spawn: Spawn) => number
}

/** What a new process gets; what is left out is inherited from the one that starts it. */
export interface Spawn {
  readonly arguments: readonly string[]
  readonly environment?: ReadonlyMap<string, string>
  readonly directory?: string
  readonly user?: User
  readonly umask?: number
  readonly input?: Input
  readonly output?: Output
  readonly errors?: Output
  /** As `exec` does: the new program takes the place, and the id, of the one that starts it. */
  readonly takesOver?: boolean
}

/** What the reference says of a simulated command. */
export interface ProgramPage {
  readonly summary: string
  /** What is computed as the real one computes it. */
  readonly exact: string
  /** What is modelled and from which figure; empty when nothing is. */
  readonly modelled: string
  /** What the real one can and this one cannot. */
  readonly missing: string
}

/**
 * A simulated program. An executable file names its program ({@link SizedContent.program}); a link to busybox picks the applet by the name it
 * was called by. `flavour` is `busybox` or `gnu` where the two differ in what they print.
 */
export interface Program {
  /** Names it is called by: `['grep', 'egrep', 'fgrep']`. */
  readonly names: readonly string[]
  readonly page: ProgramPage
  /** Runs to the end and gives the exit status, 0 to 255. Never throws but BudgetExceeded and broken invariants. */
  readonly run: (process: Process, flavour: 'busybox' | 'gnu') => number
}
