import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { asClassic, normal } from './normal.ts'
import { type Printed, readTranscript, type Transcript, writeTranscript } from './transcript.ts'

const folder = 'tests/golden/docker'
const mark = '=-=-= end of a line, status '

/** What takes away all that a transcript left: containers, images and the folder, by the prefix of their names. */
const clean = `docker ps -aq --filter name=lwd | xargs -r docker rm -f >/dev/null 2>&1
docker images -q --filter 'reference=lwd/*' | sort -u | xargs -r docker rmi -f >/dev/null 2>&1
docker volume ls -q --filter name=lwd | xargs -r docker volume rm >/dev/null 2>&1
rm -rf /tmp/lwd
`

/** Records the transcripts whose head says `recorded`, all or those whose path holds one of the names. */
export function recordTranscripts(run: (script: string) => string, names: readonly string[]): void {
  let count = 0
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!path.endsWith('.txt') || (names.length > 0 && !names.some((name) => path.includes(name)))) continue
    const file = join(folder, path)
    const transcript = readTranscript(readFileSync(file, 'utf8'))
    if (!transcript.head[0]?.startsWith('recorded')) continue
    const printed = printedBy(run(`${clean}${scriptOf(transcript)}${clean}`))
    const all = printed.map(({ text, status }) => ({ text: normal(asClassic(text), transcript.head), status }))
    writeFileSync(file, writeTranscript(transcript, all))
    count++
  }
  console.log(`${count} transcripts recorded`)
}

function scriptOf({ files, lines }: Transcript): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
  const placed = Object.entries(files).map(
    ([name, text]) => `mkdir -p "$(dirname ${quoted(name)})"; printf %s ${quoted(text)} > ${quoted(name)}\n`,
  )
  const typed = lines.map(
    ({ text }) => `cd /tmp/lwd/app; { bash -c ${quoted(text)}; } 2>&1 < /dev/null; echo "${mark}$?"\n`,
  )
  return `mkdir -p /tmp/lwd/app; cd /tmp/lwd/app\n${placed.join('')}${typed.join('')}`
}

function printedBy(output: string): readonly Printed[] {
  const printed: Printed[] = []
  let text = ''
  for (const part of output.split(new RegExp(`${mark}(\\d+)\n`)).entries()) {
    if (part[0] % 2 === 0) text = part[1]
    else printed.push({ text, status: Number(part[1]) })
  }
  return printed
}
