import * as v from 'valibot'
import { longestLink } from '../state/share.ts'

/** The version of the messages between a frame and the page around it. A newer one is told apart, never guessed at. */
export const messagesVersion = 1

const head = { layerwise: v.literal(messagesVersion) }
const words = v.pipe(v.string(), v.maxLength(1000))
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e15))
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e9))

/** What somebody has made, as text: the same as in a link's fragment. */
const state = v.pipe(v.string(), v.maxLength(longestLink))

/** A result from 0 to 1, and of how many checks how many are met. */
const score = v.object({
  scaled: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  raw: count,
  max: count,
})

const check = v.object({
  id,
  say: words,
  state: v.picklist(['pass', 'fail', 'broken']),
  measured: v.exactOptional(words),
})

/** An xAPI-shaped statement, for hosts that keep a record store. It names no person: the host adds its own actor. */
const statement = v.object({
  verb: v.object({ id: v.pipe(v.string(), v.maxLength(200)), display: v.record(v.string(), words) }),
  object: v.object({
    id: v.pipe(v.string(), v.maxLength(2000)),
    definition: v.object({ type: v.pipe(v.string(), v.maxLength(200)), name: v.record(v.string(), words) }),
  }),
  result: v.exactOptional(
    v.object({
      completion: v.exactOptional(v.boolean()),
      success: v.exactOptional(v.boolean()),
      score: v.exactOptional(score),
      duration: v.exactOptional(v.pipe(v.string(), v.maxLength(40))),
    }),
  ),
})

/**
 * What a frame tells the page around it. `ready`: it can be used. `height`: it needs so many CSS pixels. `attempt`: something was built or handed
 * in, the `number`th time. `verdict`: an exercise was judged. `state`: what was made so far, to be given back with `restore`. `refused`: it
 * does not open what it was given, and why.
 */
const fromFrame = v.variant('kind', [
  v.object({ ...head, kind: v.literal('ready'), what: v.picklist(['exercise', 'workbench']), id, title: words }),
  v.object({ ...head, kind: v.literal('height'), height: count }),
  v.object({ ...head, kind: v.literal('attempt'), id, number: count, ok: v.boolean(), statement }),
  v.object({
    ...head,
    kind: v.literal('verdict'),
    id,
    verdict: v.picklist(['pass', 'not yet', 'broken']),
    score,
    seconds,
    checks: v.pipe(v.array(check), v.maxLength(100)),
    receipt: v.exactOptional(v.pipe(v.string(), v.maxLength(longestLink))),
    statement,
  }),
  v.object({ ...head, kind: v.literal('state'), id, state }),
  v.object({ ...head, kind: v.literal('refused'), why: words }),
])

/** What the page around a frame may tell it: a look, or what somebody had made. Nothing else is listened to. */
const fromHost = v.variant('kind', [
  v.object({ ...head, kind: v.literal('theme'), theme: v.picklist(['light', 'dark', 'system']) }),
  v.object({ ...head, kind: v.literal('restore'), state }),
  v.object({ ...head, kind: v.literal('ask-state') }),
])

export type FrameMessage = v.InferOutput<typeof fromFrame>
export type HostMessage = v.InferOutput<typeof fromHost>
export type Statement = v.InferOutput<typeof statement>
export type Score = v.InferOutput<typeof score>
export type CheckResult = v.InferOutput<typeof check>

/** What a message is: one to act on, one that is not for us, or one that is refused, and why. */
export type Read<Message> =
  | { readonly kind: 'read'; readonly message: Message }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'refused'; readonly why: string }

/** Reads what the page around a frame has sent; the frame has looked at who it is from. */
export function readHostMessage(data: unknown): Read<HostMessage> {
  return read(fromHost, data)
}

/** Reads what a frame has sent; the page has looked at which frame it is from. */
export function readFrameMessage(data: unknown): Read<FrameMessage> {
  return read(fromFrame, data)
}

function read<Schema extends typeof fromHost | typeof fromFrame>(
  schema: Schema,
  data: unknown,
): Read<v.InferOutput<Schema>> {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, 'layerwise')) return { kind: 'foreign' }
  const version: unknown = Reflect.get(data, 'layerwise')
  if (typeof version === 'number' && version > messagesVersion)
    return {
      kind: 'refused',
      why: `it speaks version ${version} of these messages, this page knows version ${messagesVersion}`,
    }
  const result = v.safeParse(schema, data)
  if (result.success) return { kind: 'read', message: result.output }
  const [issue] = result.issues
  return { kind: 'refused', why: `${v.getDotPath(issue) ?? 'message'}: ${issue.message}`.slice(0, 300) }
}
