import { configureGlobal } from 'fast-check'

/*
 * On a build machine properties are tried with the same values every time, so that what is judged is the change and not the day. At a desk the values
 * are new each time: what they find becomes a test. FUZZ_SEED gives a failure back.
 */
const seed = process.env.FUZZ_SEED ?? (process.env.CI === 'true' ? '20261124' : undefined)
if (seed !== undefined) configureGlobal({ seed: Number(seed) })
