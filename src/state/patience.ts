/** How long storage may take before a page goes on without it, in milliseconds: one that waits for ever would be of no use. */
export const patienceMs = 3000

/** What is thrown when storage has not answered in time. */
export class Late extends Error {}

/** What comes of a work, or {@link Late} where it takes too long: a database that another page holds open may never answer. */
export async function inTime<Value>(work: Promise<Value>, ms: number = patienceMs): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late(`no answer in ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
