/** Signals of Linux by number; the first name counts. Source: signal(7). */
const names: readonly string[] = [
  'EXIT',
  'HUP',
  'INT',
  'QUIT',
  'ILL',
  'TRAP',
  'ABRT',
  'BUS',
  'FPE',
  'KILL',
  'USR1',
  'SEGV',
  'USR2',
  'PIPE',
  'ALRM',
  'TERM',
  'STKFLT',
  'CHLD',
  'CONT',
  'STOP',
  'TSTP',
  'TTIN',
  'TTOU',
  'URG',
  'XCPU',
  'XFSZ',
  'VTALRM',
  'PROF',
  'WINCH',
  'IO',
  'PWR',
  'SYS',
]

const texts: ReadonlyMap<number, string> = new Map([
  [1, 'Hangup'],
  [3, 'Quit'],
  [4, 'Illegal instruction'],
  [6, 'Aborted'],
  [8, 'Floating point exception'],
  [9, 'Killed'],
  [10, 'User defined signal 1'],
  [11, 'Segmentation fault'],
  [12, 'User defined signal 2'],
  [14, 'Alarm clock'],
  [15, 'Terminated'],
])

/** The number of a signal by number, name or name with SIG; undefined for none. */
export function signalNumber(text: string): number | undefined {
  if (/^[0-9]+$/.test(text)) return Number(text) < 65 ? Number(text) : undefined
  const at = names.indexOf(text.toUpperCase().replace(/^SIG/, ''))
  return at === -1 ? undefined : at
}

/** The name of a signal without SIG: `TERM`; `EXIT` for 0. */
export function signalName(number: number): string {
  return names[number] ?? `${number}`
}

/** All names in their order, without EXIT. */
export function signalNames(): readonly string[] {
  return names.slice(1)
}

/** What a shell prints when a signal ended a command; undefined for those it is silent about. */
export function signalText(number: number): string | undefined {
  return texts.get(number)
}

/** What a signal does to a process that has no trap for it: some are ignored. */
export function isIgnoredByDefault(number: number): boolean {
  return ['CHLD', 'CONT', 'URG', 'WINCH'].includes(signalName(number))
}
