/** Texts as docker writes them. Source: docker/go-units; docker/cli, cli/command/formatter. */

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

/** A size with three significant digits, or `digits`: `13.3kB`. Source: docker/go-units, HumanSizeWithPrecision. */
export function sizeText(bytes: number, digits = 3): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${generalFormat(value, digits)}${units[unit] ?? ''}`
}

/** Go's `%.Ng`: so many significant digits, no zeros at the end. */
function generalFormat(value: number, digits: number): string {
  if (value === 0) return '0'
  const exponent = Math.floor(Math.log10(Number(value.toPrecision(digits))))
  if (exponent >= digits) {
    const [mantissa = '', power = ''] = value.toExponential(digits - 1).split('e+')
    return `${mantissa.replace(/\.?0+$/, '')}e+${power.padStart(2, '0')}`
  }
  const text = value.toFixed(Math.max(0, digits - 1 - exponent))
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

/** A length of time in docker's words: `About a minute`. Source: docker/go-units, HumanDuration. */
export function durationText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  if (seconds < 1) return 'Less than a second'
  if (seconds === 1) return '1 second'
  if (seconds < 60) return `${seconds} seconds`
  const minutes = Math.floor(seconds / 60)
  if (minutes === 1) return 'About a minute'
  if (minutes < 60) return `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  if (hours === 1) return 'About an hour'
  if (hours < 48) return `${hours} hours`
  const days = Math.floor(hours / 24)
  if (hours < 24 * 7 * 2) return `${days} days`
  if (hours < 24 * 30 * 2) return `${Math.floor(days / 7)} weeks`
  if (hours < 24 * 365 * 2) return `${Math.floor(days / 30)} months`
  return `${Math.floor(days / 365)} years`
}

/** The first twelve digits of an ID, without the name of the algorithm. */
export function shortID(id: string): string {
  return id.replace(/^[a-z0-9]+:/, '').slice(0, 12)
}

/** A table: every column but the last as wide as its longest cell and three blanks, at least ten. */
export function tableText(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(10, ...rows.map((row) => [...(row[at] ?? '')].length + 3)),
  )
  return rows
    .map((row) => row.map((cell, at) => (at === row.length - 1 ? cell : pad(cell, widths[at] ?? 0))).join(''))
    .map((line) => `${line}\n`)
    .join('')
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - [...text].length))
}

/** A text cut to so many characters, the last a `…`. Source: docker/cli, formatter.Ellipsis. */
export function cut(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}
