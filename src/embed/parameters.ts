/** What the address of a frame asks for. */
export interface Parameters {
  readonly theme: 'light' | 'dark' | 'system'
  /** The seed of an exercise's variant. */
  readonly seed: string | undefined
  /** Files as a row, no line around it. */
  readonly compact: boolean
}

/** The longest seed: a platform's id of a person, or its hash. */
export const longestSeed = 64

/** Reads the part of an address after `?`; what is not understood is as if it were not there. */
export function readParameters(search: string): Parameters {
  const parameters = new URLSearchParams(search)
  const theme = parameters.get('theme')
  const seed = parameters.get('seed')?.trim()
  const compact = parameters.get('compact')
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    seed: seed === undefined || seed === '' || seed.length > longestSeed ? undefined : seed,
    compact: compact !== null && compact !== '0' && compact !== 'false',
  }
}
