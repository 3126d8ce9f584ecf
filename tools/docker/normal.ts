/**
 * Takes out of a transcript what is another each time, so that two of them can be compared. Rules, in this order:
 *
 * 1. IDs: every different one of 12 or of 64 hexadecimal digits becomes `id0000000001`, in the order in which they appear; a short form and its
 *    long one share the number. The long one keeps its length.
 * 2. Times of day (RFC 3339) become `<time>`, but for docker's zero time; lengths of time (`2 seconds`) `<while>`; seconds in a build's log `<t>`;
 *    the name of a snapshot `<ref>`.
 * 3. Where a length or size was taken out, two or more blanks inside a line become two: a table's columns have another width then.
 * 4. The steps of a build's log that run side by side are put in one order, and numbered by it; what was printed of one in pieces is put together.
 *
 * 5. A base has no digest, and is always cached: how it is resolved is the image store's business.
 * 6. Lines end as they do without a terminal.
 *
 * With `# sizes differ` in the head of a transcript, sizes become `<size>`, but for `0B`.
 */
export function normal(text: string, head: readonly string[]): string {
  const timed = shortTimes(orderSteps(withIds(withoutDigests(text.replaceAll('\r\n', '\n')))))
  const sized = head.includes('sizes differ') ? timed.replace(/(?<![\w.])(?!0B)\d+(\.\d+)?[kMG]?B\b/g, '<size>') : timed
  return /<while>|<size>/.test(sized) ? sized.replace(/(\S) {2,}(?=\S)/g, '$1  ') : sized
}

function withoutDigests(text: string): string {
  return text
    .replace(/(FROM docker\.io\/\S+)@sha256:[0-9a-f]{64}/g, '$1')
    .replace(/^(#\d+ (?:.* )?FROM docker\.io\/\S+\n#\d+) (?:DONE \d+\.\ds|CACHED|CANCELED)$/gm, '$1 CACHED')
}

function withIds(given: string): string {
  const text = given.replace(/ref [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}::/g, 'ref xxxxxxxxxxxxxxxxxxxxxxxxx::')
  const numbers = new Map<string, string>()
  return text.replace(/(?<![0-9a-f.])([0-9a-f]{64}|[0-9a-f]{12})(?![0-9a-f])/g, (whole: string) => {
    if (/^\d+$/.test(whole)) return whole
    const short = whole.slice(0, 12)
    const number = numbers.get(short) ?? `id${`${numbers.size + 1}`.padStart(10, '0')}`
    numbers.set(short, number)
    return number.padEnd(whole.length, '.')
  })
}

const lengths =
  /(?:Less than a second|About a minute|About an hour|(?<![\d.])\d+ (?:second|minute|hour|day|week|month|year)s?)(?= ago|\b)/g

function shortTimes(text: string): string {
  return text
    .replace(/(?!0001)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, '<time>')
    .replace(lengths, '<while>')
    .replace(/^(#\d+ )\d+\.\d{1,3} /gm, '$1<t> ')
    .replace(/^\d+\.\d{3} /gm, '<t> ')
    .replace(/^(#\d+ DONE) \d+\.\ds$/gm, '$1 <t>')
    .replace(/^(#\d+ .*?) \d+\.\ds done$/gm, '$1 done')
    .replace(/ref [0-9a-z]{25}::[0-9a-z]{25}/g, 'ref <ref>')
}

interface Block {
  readonly number: string
  readonly lines: string[]
}

/** Puts the steps of each build's log in one order. */
function orderSteps(text: string): string {
  return text.replace(/(?:^#[1-9].*\n+)+/gm, (log: string) => {
    const end = /\n+$/.exec(log)?.[0] ?? ''
    const blocks: Block[] = []
    for (const line of log.split('\n')) {
      const [, number = '', rest = ''] = /^#(\d+) (.*)$/.exec(line) ?? []
      if (number === '') continue
      const known = blocks.find((block) => block.number === number)
      if (known === undefined) blocks.push({ number, lines: [rest] })
      else if (rest !== '...' && (isEnd(rest) || !known.lines.includes(rest))) known.lines.push(rest)
    }
    const ordered = blocks.map((block, at) => ({ block, rank: rankOf(block.lines[0] ?? '') * 1000 + at }))
    ordered.sort((a, b) => a.rank - b.rank)
    const shown = ordered.map(({ block }, at) =>
      ended(block.lines)
        .map((line) => `#${at + 1} ${line}`)
        .join('\n'),
    )
    return `${shown.join('\n\n')}${end}`
  })
}

/** Of several ends that a step was printed with, the last. */
function ended(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex(isEnd)
  return lines.filter((line, at) => !isEnd(line) || at === last)
}

function isEnd(line: string): boolean {
  return /^DONE \d/.test(line)
}

function rankOf(name: string): number {
  const ranks = [/load build definition/, /load metadata/, /load \.dockerignore/, / FROM /, /load build context/]
  const found = ranks.findIndex((rank) => rank.test(name))
  return found === -1 ? ranks.length : found
}

/**
 * A transcript of the containerd image store as the classic one would have it, which is the one that is simulated: the export writes a config
 * instead of manifests. Colours are left out, and a warning of the
 * machine that it is recorded on, which has no networks; its folder is the one of ours.
 */
export function asClassic(text: string): string {
  return (
    text
      .replace(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '')
      .replace(/^(WARNING: )?IPv4 forwarding is disabled.*\n/gm, '')
      .replace(/^(WARNING: )?Your kernel does not support.*\n/gm, '')
      .replaceAll('"NetworkDisabled":true,', '')
      .replace(
        /^#\d+ (exporting (manifest|attestation manifest|manifest list)|unpacking to|resolve docker\.io).*\n/gm,
        '',
      )
      .replace(/^#\d+ transferring (?!.* done$).*\n/gm, '')
      .replace(/^#\d+ naming to moby-dangling@.*\n/gm, '')
      .replace(/^(#\d+ naming to \S+):latest( |$)/gm, '$1$2')
      // Both addresses are tried at once; which of them fails first is chance.
      .replace(/Bind for :::(\d+) failed/g, 'Bind for 0.0.0.0:$1 failed')
      .replaceAll('/tmp/lwd/app', '/home/you/app')
      .replace(
        /^#\d+ (exporting layers|exporting config sha256:\w+|writing image sha256:\w+|naming to \S+)( \d+\.\ds)?\n/gm,
        '',
      )
      .replace(/^(#\d+) exporting config (sha256:\w+)/gm, '$1 writing image $2')
  )
}
