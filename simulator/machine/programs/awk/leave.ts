import type { Value } from './value.ts'

/** Thrown where a program leaves what it does early: a loop, a record, a function, or itself. */
export class Leave {
  readonly how: 'break' | 'continue' | 'next' | 'nextfile' | 'exit' | 'return'
  /** What `return` gives. */
  readonly value: Value
  constructor(how: Leave['how'], value?: Value) {
    this.how = how
    this.value = value
  }
}

/** Runs something that may be left in these ways; says how it was. */
export function leaving(ways: readonly Leave['how'][], run: () => void): Leave | undefined {
  try {
    run()
  } catch (thrown) {
    if (thrown instanceof Leave && ways.includes(thrown.how)) return thrown
    throw thrown
  }
  return undefined
}
