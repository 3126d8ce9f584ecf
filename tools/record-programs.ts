/**
 * Records what the real utilities do: each line of tests/truth/programs/<family>.txt is run by busybox and by GNU's programs, and what came
 * out is written to <family>.json, which tests replay. A line that begins with `#` says how the next ones run: `# as 1000:1000`,
 * `# gnu` or `# busybox` for one judge alone, `# both` for root and both again, `# gnu with jq` after these packages were installed.
 *
 *     ORACLE='path/to/docker' node tools/record-programs.ts [family ...]
 *
 * ORACLE is a docker command line that has the images `oracle/busybox` and `oracle/debian:bookworm`. Every line runs in a container that is
 * thrown away; there is no way to run one anywhere else, because lines remove and change what they like.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = 'tests/truth/programs'
const judges = { busybox: 'oracle/busybox', gnu: 'oracle/debian:bookworm' } as const
type Judge = keyof typeof judges

interface Snippet {
  readonly run: string
  readonly user: string | undefined
  readonly judges: readonly Judge[]
  /** Packages that the judge needs beside what its image holds. */
  readonly packages: string
}

interface Outcome {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

const oracle = process.env.ORACLE
if (oracle === undefined) {
  console.error('ORACLE must name the docker command to record with; nothing is run without containers')
  process.exit(2)
}

function docker(words: readonly string[], input = ''): string {
  return execFileSync(oracle ?? '', words, {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

function snippetsOf(text: string): readonly Snippet[] {
  const snippets: Snippet[] = []
  let user: string | undefined
  let asked: readonly Judge[] = ['busybox', 'gnu']
  let packages = ''
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) {
      user = /as (\d+:\d+)/.exec(line)?.[1]
      packages = / with (.*)/.exec(line)?.[1] ?? ''
      asked = (['busybox', 'gnu'] as const).filter((judge) => !/gnu|busybox/.test(line) || line.includes(judge))
    } else if (line !== '') snippets.push({ run: line, user, judges: asked, packages })
  }
  return snippets
}

/** Empties /w and puts the accounts back as the image has them; goes no further anywhere but in a container. */
const prepare = `[ -e /.dockerenv ] || exit 99
umask 022; cd /
[ -d /kept ] || { mkdir /kept; cp -a /etc/passwd /etc/group /kept; cp -a /etc/shadow /etc/gshadow /etc/subuid /etc/subgid /kept 2>/dev/null; }
[ ! -e /w ] || chmod -R u+rwx /w 2>/dev/null
rm -rf /w /home/* /srv/* /tmp/* /etc/*- /etc/.pwd.lock; cp -a /kept/. /etc/
mkdir /w; chmod 1777 /w`

function quoteWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** Runs the snippets that a judge is asked for, in one container. */
function judge(name: Judge, snippets: readonly Snippet[]): readonly Outcome[] {
  const packages = snippets[0]?.packages ?? ''
  const network = packages === '' ? 'none' : 'host'
  const container = docker(['run', '-d', '--rm', '--network', network, judges[name], 'sleep', '900']).trim()
  if (!/^[0-9a-f]{64}$/.test(container)) throw new Error(`${oracle} did not start a container: ${container}`)
  const runAs = (user: string | undefined, script: string): string =>
    docker(['exec', '-i', ...(user === undefined ? [] : ['-u', user]), container, 'sh'], script)
  try {
    if (packages !== '')
      docker([
        'exec',
        container,
        'sh',
        '-c',
        `apt-get update -q && apt-get install -qy --no-install-recommends ${packages}`,
      ])
    const asRoot = snippets.filter(({ user }) => user === undefined)
    const ofRoot = outcomesIn(runAs(undefined, asRoot.map(({ run }) => `${prepare}\n${script(run)}`).join('')))
    return snippets.map(({ run, user }) => {
      if (user !== undefined) runAs(undefined, prepare)
      const found = user === undefined ? ofRoot.shift() : outcomesIn(runAs(user, script(run)))[0]
      return found ?? { status: -1, stdout: '', stderr: '' }
    })
  } finally {
    docker(['rm', '-f', container])
  }
}

/** Runs a line and prints three: its status, and what it printed in base64. */
function script(run: string): string {
  return `umask 022; cd /w; export HOME=/root
sh -c ${quoteWord(run)} > /dev/shm/out 2> /dev/shm/err < /dev/null; echo $?
base64 -w0 /dev/shm/out; echo; base64 -w0 /dev/shm/err; echo; rm -f /dev/shm/out /dev/shm/err
`
}

function outcomesIn(printed: string): Outcome[] {
  const lines = printed.split('\n')
  const decode = (text = ''): string => Buffer.from(text, 'base64').toString('utf8')
  return Array.from({ length: Math.floor(lines.length / 3) }, (_, at) => ({
    status: Number(lines[at * 3]),
    stdout: decode(lines[at * 3 + 1]),
    stderr: decode(lines[at * 3 + 2]),
  }))
}

function record(family: string): void {
  const snippets = snippetsOf(readFileSync(join(folder, `${family}.txt`), 'utf8'))
  const found = snippets.map((): Partial<Record<Judge, Outcome>> => ({}))
  let unstable = 0
  for (const name of ['busybox', 'gnu'] as const) {
    const asked = snippets.flatMap((snippet, at) => (snippet.judges.includes(name) ? [at] : []))
    const lines = asked.flatMap((at) => snippets[at] ?? [])
    const [first, second] = [judge(name, lines), judge(name, lines)]
    asked.forEach((at, place) => {
      const outcome = first[place]
      const kept = found[at]
      if (outcome === undefined || kept === undefined) return
      kept[name] = outcome
      if (JSON.stringify(outcome) === JSON.stringify(second[place])) return
      console.error(`${name} gives something else each time: ${lines[place]?.run}`)
      unstable++
    })
  }
  const cases = snippets.map(({ run, user }, at) => ({ run, ...(user !== undefined && { user }), ...found[at] }))
  writeFileSync(join(folder, `${family}.json`), `${JSON.stringify(cases, null, 1)}\n`)
  console.log(`${family}: ${cases.length} lines recorded`)
  if (unstable > 0) process.exitCode = 1
}

/** Keeps what the judges know of users and groups, so that a replay starts from the same. */
function recordAccounts(): void {
  const files = ['passwd', 'group', 'shadow', 'gshadow'].map((name) => `/etc/${name}`)
  const read = (name: Judge): Record<string, string> => {
    const run = (command: string): string =>
      docker(['run', '--rm', '--network', 'none', judges[name], 'sh', '-c', command])
    return Object.fromEntries(
      files.map((file) => [file, run(`cat ${file} 2>/dev/null; true`)]).filter(([, text]) => text !== ''),
    )
  }
  const found = { busybox: read('busybox'), gnu: read('gnu') }
  writeFileSync(join(folder, 'accounts-of-judges.json'), `${JSON.stringify(found, null, 1)}\n`)
}

recordAccounts()
const asked = process.argv.slice(2)
const families = readdirSync(folder).flatMap((name) => (name.endsWith('.txt') ? [name.slice(0, -4)] : []))
for (const family of asked.length > 0 ? asked : families) record(family)
