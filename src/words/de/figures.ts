import type { Words } from '../words.ts'

export const figures: Words['figures'] = {
  grouped: (count) => String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f'),
  decimal: (value, digits) => (digits === undefined ? String(value) : value.toFixed(digits)).replace('.', ','),
}
