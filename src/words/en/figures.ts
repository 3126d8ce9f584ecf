/** Numbers as the language writes them. */
export const figures = {
  /** Digits in threes, with thin blanks. */
  grouped: (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f'),
  /** A number with its fraction; `digits` of it, or as many as it has. */
  decimal: (value: number, digits?: number): string => (digits === undefined ? String(value) : value.toFixed(digits)),
}
