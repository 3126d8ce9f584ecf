/**
 * A bound on work, so that an endless loop in RUN ends with an error and the page stays alive. Counts steps, not seconds: the same
 * build stops at the same place on every machine. `spend` throws {@link BudgetExceeded} when the bound is passed.
 */
export interface Budget {
  readonly spend: (steps: number) => void
}

/** Thrown by {@link Budget.spend}; caught where a RUN's result is made. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded'
}

/** A budget of so many steps. */
export function budgetOf(steps: number): Budget {
  let left = steps
  return {
    spend: (used) => {
      left -= used
      if (left < 0) throw new BudgetExceeded(`more than ${steps} steps`)
    },
  }
}
