import { Draft } from '../filesystem/draft.ts'
import { emptyTree, type Node, type Time, type Tree } from '../filesystem/tree.ts'
import type { RunOperation } from '../graph/vertex.ts'
import { workingDirectory } from '../machine/directory.ts'
import { makeMachine, type OutputPiece, runCommand } from '../machine/machine.ts'
import type { Note, Program } from '../machine/process.ts'
import { resolveUser } from '../machine/users.ts'
import { textOf } from '../values/bytes.ts'
import type { Quantity } from '../values/estimate.ts'
import { attachMounts, detachMounts, type MountSurroundings, plainDirectory } from './mounts.ts'
import { runTime } from './timing.ts'

/** What a RUN needs beside its operation. */
export interface RunSurroundings extends MountSurroundings {
  readonly programs: ReadonlyMap<string, Program>
  readonly packageTables: ReadonlyMap<string, unknown>
  /** Behaviour cards of programs that are not simulated, by name. */
  readonly cards: ReadonlyMap<string, string>
  /** The RUN's cache key: equal keys get equal random numbers. */
  readonly seed: string
}

/** What a RUN left and said. */
export interface RunOutcome {
  readonly tree: Tree
  readonly output: readonly OutputPiece[]
  readonly notes: readonly Note[]
  readonly durationMs: Quantity
  /** Cache mounts as they are now. */
  readonly cacheMounts: ReadonlyMap<string, Node>
  /** What follows `process "…" did not complete successfully: `, or the whole message when nothing was started. */
  readonly failure?: { readonly message: string; readonly started: boolean }
}

/**
 * Runs one process over a tree with its mounts, and takes the mounts away again: what they held, and the mount points that had to be made, are
 * in no layer. Source: moby/buildkit executor; recorded cases run-mounts, run-scratch-dirs.
 */
export function runProcess(operation: RunOperation, surroundings: RunSurroundings): RunOutcome {
  const lower = surroundings.inputs[0] ?? emptyTree
  const missing = operation.mounts.find(
    (mount) => mount.kind === 'secret' && mount.required === true && !surroundings.secrets.has(mount.id),
  )
  if (missing !== undefined) return failedBefore(lower, surroundings, `secret ${missing.id}: not found`, false)
  const ssh = operation.mounts.find((mount) => mount.kind === 'ssh' && mount.required === true)
  if (ssh !== undefined)
    return failedBefore(lower, surroundings, `no SSH key "${ssh.id}" forwarded from the client`, false)
  const resolved = resolveUser(lower, operation.user)
  if ('message' in resolved) return failedBefore(lower, surroundings, resolved.message, true)
  const draft = new Draft(lower)
  makeKernelDirectories(draft, surroundings.now)
  const attached = attachMounts(draft, operation, surroundings)
  if ('refused' in attached) return refusedToStart(lower, surroundings, attached.refused)
  if ('failure' in attached) return failedBefore(lower, surroundings, attached.failure, true)
  const directory = workingDirectory(draft, operation.directory, resolved.found.user, surroundings.now)
  const machine = makeMachine({
    tree: draft,
    lower,
    now: surroundings.now,
    programs: surroundings.programs,
    packageTables: surroundings.packageTables,
    cards: surroundings.cards,
    mounts: attached.points,
    network: operation.network,
    seed: surroundings.seed,
    architecture: operation.platform.architecture === 'arm64' ? 'arm64' : 'amd64',
  })
  const result = runCommand(machine, {
    arguments: operation.arguments,
    environment: environmentWith(operation, surroundings.secrets),
    directory,
    user: resolved.found.user,
  })
  const cacheMounts = detachMounts(draft, attached.attachments, surroundings)
  return {
    tree: draft.finish(),
    output: result.output,
    notes: machine.notes,
    durationMs: runTime(machine.elapsedMs(), machine.downloadedBytes()),
    cacheMounts,
    ...(result.failure === undefined ? {} : { failure: { message: result.failure, started: true } }),
  }
}

function failedBefore(tree: Tree, surroundings: RunSurroundings, message: string, started: boolean): RunOutcome {
  return {
    tree,
    output: [],
    notes: [],
    durationMs: runTime(0, 0),
    cacheMounts: surroundings.cacheMounts,
    failure: { message, started },
  }
}

/** The container could not be set up: that is its output, and it ends with 1. */
function refusedToStart(tree: Tree, surroundings: RunSurroundings, message: string): RunOutcome {
  const text = `runc run failed: unable to start container process: error during container init: ${message}\n`
  const outcome = failedBefore(tree, surroundings, 'exit code: 1', true)
  return { ...outcome, output: [{ stream: 'stderr', text, atMs: 0 }] }
}

/** The kernel's own directories stay in the layer when the root file system had none. */
function makeKernelDirectories(draft: Draft, now: Time): void {
  for (const path of ['/dev', '/proc', '/sys']) if (draft.at(path) === undefined) draft.set(path, plainDirectory(now))
}

function environmentWith(
  operation: RunOperation,
  secrets: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, string> {
  const environment = new Map(operation.environment)
  for (const [name, value] of operation.proxies) if (!environment.has(name)) environment.set(name, value)
  for (const mount of operation.mounts) {
    if (mount.kind !== 'secret' || mount.variable === undefined) continue
    const secret = secrets.get(mount.id)
    environment.set(mount.variable, secret === undefined ? '' : textOf(secret))
  }
  return environment
}
