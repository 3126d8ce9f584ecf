import { type Build, outlookOf } from '../../simulator/index.ts'
import type { Builder, Variant } from './builder.ts'
import type { Keyed, Side } from './comparing.ts'
import { describeOutlook } from './describe.ts'
import type { Said, WorkState } from './protocol.ts'
import type { GroupOutlookView, MendingView } from './views.ts'

/** What work that goes on beside the questions needs of the desk. */
export interface Workshop {
  readonly builder: Builder
  readonly tell: (tell: Said) => void
  readonly isCancelled: () => boolean
  readonly beside: () => Promise<typeof import('./beside.ts')>
  /** A build of a variant of the project, with all images that it needs; undefined when it was given up. */
  readonly variant: (variant: Variant, givenUp: () => boolean) => Promise<Build | undefined>
  /** The build of the project as it is, made where nobody has tried it; undefined when it was given up. */
  readonly present: (givenUp: () => boolean) => Promise<Build | undefined>
  /** The build after `present` if a file of a group changed; undefined when it was given up. */
  readonly changed: (
    present: Build,
    group: Builder['groups'][number],
    givenUp: () => boolean,
  ) => Promise<Build | undefined>
}

/** Groups of files whose outlook is worked out, at most. */
const groupsAtMost = 40

/** What each group of files would cost if one of them changed: told group by group, given up when the project changes. */
export async function whatIf({ builder, tell, isCancelled, present, changed }: Workshop): Promise<void> {
  const { revision } = builder
  const givenUp = () => builder.revision !== revision || isCancelled()
  const all = builder.groups
  const tellGroups = (groups: readonly GroupOutlookView[], state: WorkState) =>
    tell({ kind: 'what-if', groups, of: all.length, state })
  if (builder.outlooks !== undefined) return tellGroups(builder.outlooks, 'done')
  tellGroups([], 'working')
  const now = await present(givenUp)
  if (now === undefined) return tellGroups([], 'stopped')
  if (now.image === undefined) return tellGroups([], 'impossible')
  let groups: readonly GroupOutlookView[] = []
  for (const group of all.slice(0, groupsAtMost)) {
    const next = await changed(now, group, givenUp)
    if (next === undefined) return tellGroups(groups, 'stopped')
    groups = [...groups, describeOutlook(group, outlookOf(now, next))]
    tellGroups(groups, 'working')
  }
  builder.noteOutlooks(groups)
  tellGroups(groups, 'done')
}

/** What mending each problem would do: told problem by problem, given up when the project changes. */
export async function mend({ builder, tell, isCancelled, beside, variant }: Workshop): Promise<void> {
  const { revision } = builder
  const givenUp = () => builder.revision !== revision || isCancelled()
  const tellMendings = (mendings: readonly MendingView[], of: number, state: WorkState) =>
    tell({ kind: 'mendings', mendings, of, state })
  const known = builder.mendings
  if (known !== undefined) return tellMendings(known, known.length, 'done')
  const text = builder.textOf(builder.dockerfile)
  if (text === undefined) return tellMendings([], 0, 'impossible')
  tellMendings([], 0, 'working')
  const { describeMending, mendsOf } = await beside()
  const before = await variant({ isCold: true }, givenUp)
  if (before === undefined) return tellMendings([], 0, 'stopped')
  const mends = mendsOf(before, text)
  let mendings: readonly MendingView[] = []
  for (const one of mends) {
    const after = await variant({ isCold: true, text: one.text }, givenUp)
    if (after === undefined) return tellMendings(mendings, mends.length, 'stopped')
    mendings = [...mendings, describeMending(one, before, after)]
    tellMendings(mendings, mends.length, 'working')
  }
  builder.noteMendings(mendings)
  tellMendings(mendings, mends.length, 'done')
}

/** Two builds side by side; given up when another comparison is asked for, or when it is cancelled. */
export async function compare(left: Side, right: Side, workshop: Workshop): Promise<void> {
  const tell = (state: WorkState) => workshop.tell({ kind: 'compare', left, right, state })
  tell('working')
  const [old, young] = [await sideOf(left, workshop), await sideOf(right, workshop)] as const
  if (old === 'stopped' || young === 'stopped') return tell('stopped')
  if (old === undefined || young === undefined) return tell('impossible')
  const { describeComparison } = await workshop.beside()
  workshop.tell({ kind: 'compare', left, right, state: 'done', comparison: describeComparison(old, young) })
}

/** A side of a comparison, built where it is a Dockerfile; undefined when there is no such build or file. */
async function sideOf(side: Side, { builder, variant, isCancelled }: Workshop): Promise<Keyed | 'stopped' | undefined> {
  if (side.kind === 'build') {
    const build = builder.builds.at(side.key)
    return build && { build, key: side.key }
  }
  if (builder.textOf(side.path) === undefined) return undefined
  const present = side.path === builder.dockerfile ? builder.present : undefined
  if (present !== undefined) return { build: present, key: 0 }
  const build = await variant({ dockerfile: side.path }, isCancelled)
  return build === undefined ? 'stopped' : { build, key: 0 }
}
