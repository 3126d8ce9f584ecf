import type { Hunk, Stretch } from './changes.ts'

/** The two sides of a comparison as lines, each with its newline where it has one. */
export interface Sides {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** `2c2`, `< old`, `---`, `> new`. Source: POSIX diff, default format. */
export function normalFormat({ before, after }: Sides, hunks: readonly Hunk[]): string {
  return hunks
    .map(({ from, to }) => {
      const letter = from.start === from.end ? 'a' : to.start === to.end ? 'd' : 'c'
      const removed = withSigns(before, from, '< ')
      const added = withSigns(after, to, '> ')
      return `${range(from)}${letter}${range(to)}\n${removed}${letter === 'c' ? '---\n' : ''}${added}`
    })
    .join('')
}

function range({ start, end }: Stretch): string {
  if (end - start <= 1) return `${end === start ? start : end}`
  return `${start + 1},${end}`
}

function withSigns(lines: readonly string[], { start, end }: Stretch, sign: string): string {
  return lines
    .slice(start, end)
    .map((line) => whole(sign + line))
    .join('')
}

function whole(line: string): string {
  return line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`
}

/** Hunks near enough to share their context, together. */
function grouped(hunks: readonly Hunk[], context: number): readonly (readonly Hunk[])[] {
  const groups: Hunk[][] = []
  for (const hunk of hunks) {
    const before = groups.at(-1)?.at(-1)
    if (before !== undefined && hunk.from.start - before.from.end <= 2 * context) groups.at(-1)?.push(hunk)
    else groups.push([hunk])
  }
  return groups
}

/** `@@ -1,3 +1,3 @@` and lines with a blank, `-` or `+` before them. */
export function unifiedFormat({ before, after }: Sides, hunks: readonly Hunk[], context: number): string {
  return grouped(hunks, context)
    .map((group) => {
      const { from, to } = around(group, context, before.length, after.length)
      let text = `@@ -${unifiedRange(from)} +${unifiedRange(to)} @@\n`
      let at = from.start
      for (const hunk of group) {
        text += withSigns(before, { start: at, end: hunk.from.start }, ' ')
        text += withSigns(before, hunk.from, '-') + withSigns(after, hunk.to, '+')
        at = hunk.from.end
      }
      return text + withSigns(before, { start: at, end: from.end }, ' ')
    })
    .join('')
}

function around(group: readonly Hunk[], context: number, linesBefore: number, linesAfter: number): Hunk {
  const first = group[0]
  const last = group.at(-1)
  if (first === undefined || last === undefined) throw new RangeError('a group of hunks has one at least')
  return {
    from: { start: Math.max(0, first.from.start - context), end: Math.min(linesBefore, last.from.end + context) },
    to: { start: Math.max(0, first.to.start - context), end: Math.min(linesAfter, last.to.end + context) },
  }
}

function unifiedRange({ start, end }: Stretch): string {
  const length = end - start
  if (length === 1) return `${start + 1}`
  return `${length === 0 ? start : start + 1},${length}`
}

/** `*** 1,3 ****`, `--- 1,3 ----` and lines with `! `, `- ` or `+ ` before them. */
export function contextFormat({ before, after }: Sides, hunks: readonly Hunk[], context: number): string {
  return grouped(hunks, context)
    .map((group) => {
      const { from, to } = around(group, context, before.length, after.length)
      const side = (lines: readonly string[], all: Stretch, own: (hunk: Hunk) => Stretch, sign: string): string => {
        if (group.every((hunk) => own(hunk).start === own(hunk).end)) return ''
        let text = ''
        let at = all.start
        for (const hunk of group) {
          const isChange = hunk.from.start !== hunk.from.end && hunk.to.start !== hunk.to.end
          text += withSigns(lines, { start: at, end: own(hunk).start }, '  ')
          text += withSigns(lines, own(hunk), isChange ? '! ' : sign)
          at = own(hunk).end
        }
        return text + withSigns(lines, { start: at, end: all.end }, '  ')
      }
      const old = side(before, from, (hunk) => hunk.from, '- ')
      const fresh = side(after, to, (hunk) => hunk.to, '+ ')
      return `***************\n*** ${range(from)} ****\n${old}--- ${range(to)} ----\n${fresh}`
    })
    .join('')
}
