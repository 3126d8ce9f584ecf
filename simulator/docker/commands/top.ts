import type { ShownProcess } from '../../machine/processes.ts'
import { formatTime } from '../../machine/programs/calendar.ts'
import { baseName } from '../../values/path.ts'
import { daemonError, dockerCommand } from '../command.ts'
import { containerEvent } from '../events.ts'
import { containerNamed } from '../find.ts'
import type { HeldContainer } from '../host.ts'

export const top = dockerCommand({
  names: ['top', 'container top'],
  flags: '',
  words: [1, Number.POSITIVE_INFINITY],
  stopsAtWord: true,
  run: ({ draft, process, given }) => {
    const [word = '', ...asked] = given.words
    const container = containerNamed(draft.host, word)
    if (container === undefined) return daemonError(process, `No such container: ${word}`)
    if (!draft.isRunning(container)) return daemonError(process, `container ${container.plan.id} is not running`)
    const columns = columnsOf(asked)
    const unknown = columns.find(({ name }) => kinds[name] === undefined)
    if (unknown !== undefined)
      return daemonError(process, `ps: error: unknown user-defined format specifier "${unknown.name}"`)
    if (!columns.some(({ title }) => title === 'PID'))
      return daemonError(process, "Couldn't find PID field in ps output")
    draft.tell(containerEvent(container, 'top', draft.now))
    const rows = (draft.stateOf(container)?.processes ?? []).map((one) =>
      columns.map(({ name }) => kinds[name]?.cell(one, container) ?? ''),
    )
    for (const row of [columns.map(({ title }) => title), ...rows])
      process.output.write(`${row.map((cell, at) => (at === row.length - 1 ? cell : padded(cell))).join('')}\n`)
    return 0
  },
})

/** Columns are twenty wide, and three blanks more where a cell is longer. Source: docker/cli, cli/command/container/top.go. */
function padded(cell: string): string {
  return cell.padEnd(Math.max(20, cell.length + 3))
}

interface Column {
  readonly name: string
  readonly title: string
}

interface Kind {
  readonly title: string
  readonly cell: (process: ShownProcess, container: HeldContainer) => string
}

/** Processes of a container are numbered by its computer, whose own ones come before. */
const firstID = 4000
const parentOfFirst = 3980

const hostID = ({ id }: ShownProcess): string => `${firstID + id}`
const userOf = ({ uid }: ShownProcess): string => (uid === 0 ? 'root' : `${uid}`)
const wordsOf = ({ arguments: words }: ShownProcess): string => words.join(' ')
const startOf = (_: ShownProcess, { started, created }: HeldContainer): string =>
  formatTime('%H:%M', started ?? created)

/** Fields of ps by the names that they are asked for with. Source: ps(1). */
const kinds: Readonly<Record<string, Kind>> = {
  pid: { title: 'PID', cell: hostID },
  ppid: { title: 'PPID', cell: ({ parent }) => `${parent === 0 ? parentOfFirst : firstID + parent}` },
  user: { title: 'USER', cell: userOf },
  uid: { title: 'UID', cell: ({ uid }) => `${uid}` },
  uname: { title: 'UID', cell: userOf },
  comm: { title: 'COMMAND', cell: ({ arguments: [first = ''] }) => baseName(first) },
  args: { title: 'COMMAND', cell: wordsOf },
  command: { title: 'COMMAND', cell: wordsOf },
  cmd: { title: 'CMD', cell: wordsOf },
  c: { title: 'C', cell: () => '0' },
  '%cpu': { title: '%CPU', cell: () => '0.0' },
  '%mem': { title: '%MEM', cell: () => '0.0' },
  vsz: { title: 'VSZ', cell: () => '0' },
  rss: { title: 'RSS', cell: () => '0' },
  stat: { title: 'STAT', cell: ({ id }) => (id === 1 ? 'Ss' : 'S') },
  stime: { title: 'STIME', cell: startOf },
  start: { title: 'START', cell: startOf },
  tty: { title: 'TTY', cell: (_, { plan }) => (plan.options.isTerminal === true ? 'pts/0' : '?') },
  time: { title: 'TIME', cell: () => '00:00:00' },
  cputime: { title: 'TIME', cell: () => '0:00' },
}

const full = ['uname', 'pid', 'ppid', 'c', 'stime', 'tty', 'time', 'cmd']
const bsd = ['user', 'pid', '%cpu', '%mem', 'vsz', 'rss', 'tty', 'stat', 'start', 'cputime', 'command']

/** The columns that words for ps ask for: `-o pid,args`, `aux`; without any those of `ps -ef`. */
function columnsOf(asked: readonly string[]): readonly Column[] {
  const at = asked.findIndex((word) => /^-?[a-zA-Z]*o$/.test(word))
  if (at === -1) return (asked[0]?.includes('u') === true ? bsd : full).map((name) => ({ name, title: titleOf(name) }))
  return (asked[at + 1] ?? '').split(',').map((field) => {
    const [name = '', title] = field.split('=')
    return { name, title: title ?? titleOf(name) }
  })
}

function titleOf(name: string): string {
  return kinds[name]?.title ?? ''
}
