/** A number of bytes as apt prints it: `9417 kB`, `12.0 MB`. Source: apt, SizeToStr. */
export function amount(bytes: number): string {
  let size = Math.abs(bytes)
  for (const unit of [' ', 'k', 'M', 'G']) {
    if (size < 100 && unit !== ' ') return `${size.toFixed(1)} ${unit}B`
    if (size < 10_000) return `${size.toFixed(0)} ${unit === ' ' ? '' : unit}B`
    size /= 1000
  }
  return `${size.toFixed(1)} TB`
}

/** Names as apt lists them: two spaces in front, broken before the 80th column. */
export function nameLines(names: readonly string[]): readonly string[] {
  const lines: string[] = []
  let line = ' '
  for (const name of names) {
    if (line.length + 1 + name.length > 78 && line !== ' ') {
      lines.push(line)
      line = ' '
    }
    line += ` ${name}`
  }
  if (line !== ' ') lines.push(line)
  return lines
}
