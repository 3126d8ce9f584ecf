/** The numbers of `rand`, from 0 to below 1: those of a Lehmer generator, which `srand` can begin anew. */
export class RandomNumbers {
  readonly #first: () => number
  #seed = 0
  #last: number | undefined

  /** `first` gives what the numbers begin with as long as no seed is set. */
  constructor(first: () => number) {
    this.#first = first
  }

  next(): number {
    this.#last ??= this.#first()
    this.#last = (Math.abs(this.#last) * 48271 + 1) % 2147483647
    return this.#last / 2147483647
  }

  /** Begins anew from a seed; gives the seed before. */
  begin(seed: number): number {
    const before = this.#seed
    this.#seed = seed
    this.#last = (Math.trunc(seed) & 0x7fffffff) + 1
    return before
  }
}
