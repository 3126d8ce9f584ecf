import * as v from 'valibot'
import { readSubmission, type Submission } from '../../simulator/exercises.ts'

/** The version of receipts. */
const receiptVersion = 1
/** A receipt's file is read up to this length. */
export const longestReceipt = 2_000_000

const headSchema = v.strictObject({
  layerwise: v.literal('receipt'),
  receipt: v.number(),
  learner: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
  title: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
  submission: v.unknown(),
})

/** What a learner hands to an instructor: enough to judge it again. It proves nothing by itself, which is why it is judged again. */
export interface Receipt {
  readonly learner: string
  readonly title: string
  readonly submission: Submission
}

/** A receipt as the text of a file. */
export function receiptText({ learner, title, submission }: Receipt): string {
  return `${JSON.stringify({ layerwise: 'receipt', receipt: receiptVersion, learner, title, submission }, null, 2)}\n`
}

/** A receipt, or what is wrong with the text. */
export type ReadReceipt =
  | { readonly kind: 'read'; readonly receipt: Receipt }
  | { readonly kind: 'failed'; readonly message: string }

/** Reads the text of a receipt's file. */
export function readReceipt(text: string): ReadReceipt {
  if (text.length > longestReceipt) return failed('it is longer than any receipt')
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return failed('it is damaged, or no receipt')
  }
  const head = v.safeParse(headSchema, data)
  if (!head.success) {
    const foreign = head.issues.find(({ type }) => type === 'strict_object')
    if (head.issues.length > 1 || foreign === undefined || foreign.expected !== 'never')
      return failed('it is no receipt of this site')
    return failed(`it was changed by hand: no receipt has an entry “${v.getDotPath(foreign) ?? ''}”`)
  }
  const { receipt, learner, title, submission } = head.output
  if (receipt > receiptVersion) return failed('it was made by a newer version of this site; load the page again')
  const read = readSubmission(submission)
  if (read.kind === 'failed') return failed(read.message)
  return { kind: 'read', receipt: { learner, title, submission: read.submission } }
}

function failed(message: string): ReadReceipt {
  return { kind: 'failed', message }
}
