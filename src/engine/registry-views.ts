import type { Quantity, Way } from '../../simulator/index.ts'

/** What is asked about pushing a build and pulling it to a fleet. Builds by their keys. */
export interface RegistryQuestion {
  readonly build: number
  /** The build that was pushed before; `pushed`: the registry and the nodes as they are; absent for a repository that is empty. */
  readonly before?: number | 'pushed'
  /** Nodes that pull, 1 to 50. */
  readonly nodes: number
  /** How many of them have no image at all; the others have the build before, where there is one. Nodes as they are have what they have. */
  readonly fresh: number
}

/** When something moves, in milliseconds from the start of all. */
export interface MovedView {
  readonly way: Way
  readonly durationMs: number
}

/** One layer on its way, in the order of the image's layers. */
export interface LayerMoveView {
  /** Of the blob in the registry. */
  readonly digest: string
  /** The digest is that of bytes, not a stand-in. */
  readonly isExact: boolean
  /** On the wire. */
  readonly bytes: Quantity
  readonly push: MovedView & { readonly from?: string }
  /** To a node that has the build before; absent when there is none. */
  readonly update?: MovedView
  /** To a node that has nothing. */
  readonly cold: MovedView
}

/** How much moves, in how many layers, and how long that takes. */
export interface MoveView {
  readonly layers: number
  readonly bytes: Quantity
  readonly durationMs: Quantity
}

/** One computer of the fleet. */
export interface NodeView extends MoveView {
  /** `node-1`. */
  readonly name: string
  /** What it has: the image itself, layers of it, or none of its layers. */
  readonly has: 'this' | 'other' | 'nothing'
}

/** What is done on the machine by a button: a push from the laptop, or a pull on each node. */
export type RegistryAct = 'push' | 'pull'

/** What a button did: the lines that were typed for it, what they printed, and whether that was a refusal. */
export interface DoneView {
  readonly act: RegistryAct
  readonly line: string
  readonly output: string
  readonly isRefused: boolean
}

/** A tag that was pushed. */
export interface PushedView {
  readonly repository: string
  readonly tag: string
  readonly digest: string
  readonly layers: number
  readonly isPrivate: boolean
}

/** A push, the push before it, and the pulls of a fleet. */
export interface RegistryView {
  /** `docker.io/you/app`. */
  readonly repository: string
  readonly tag: string
  readonly digest: string
  readonly manifestBytes: number
  /** Bytes of settings and manifest, which follow the layers. */
  readonly paperBytes: number
  readonly layers: readonly LayerMoveView[]
  readonly push: MoveView
  /** The push of the build before, to an empty repository, and how many layers its image has. */
  readonly earlier?: MoveView & { readonly of: number }
  readonly nodes: readonly NodeView[]
  /** All that was pushed, to any repository. */
  readonly pushed: readonly PushedView[]
  /** What a button has just done: push and nodes are then those of before, so that they tell what moved. */
  readonly done?: DoneView
  readonly total: { readonly bytes: Quantity; readonly durationMs: Quantity }
}

/** Nodes of a fleet, at most. */
export const nodesAtMost = 50

/** The name of a node, counted from 0. */
export function nodeName(at: number): string {
  return `node-${at + 1}`
}
