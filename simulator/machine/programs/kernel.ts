import { readTextFile, writeFile } from '../files.ts'
import { compiledLocales } from '../packages/apt/locales.ts'
import { hasPower } from '../powers.ts'
import { findProgram } from '../run.ts'
import { printLine } from './operands.ts'
import { readOptions, wrongUsage } from './options.ts'
import { fail, notSimulated, printError, program } from './program.ts'
import { quote } from './quote.ts'

/** What the kernel of the machine calls itself. */
const release = '6.1.0'

/** `uname`: what the kernel and the machine are called. */
export const uname = program({
  names: ['uname'],
  summary: 'Prints what the kernel and the machine are called.',
  modelled: 'A Linux 6.1 on the architecture that is built for.',
  run: (process, flavour) => {
    const table = {
      short: 'asnrvmpio',
      long: {
        all: 'a',
        'kernel-name': 's',
        nodename: 'n',
        'kernel-release': 'r',
        'kernel-version': 'v',
        machine: 'm',
        processor: 'p',
        'hardware-platform': 'i',
        'operating-system': 'o',
      },
    }
    const options = readOptions(process, flavour, table)
    if (options.operands.length > 0)
      wrongUsage(process, flavour, table, flavour === 'gnu' ? `extra operand ${quote(options.operands[0] ?? '')}` : '')
    const machine = process.machine.architecture === 'arm64' ? 'aarch64' : 'x86_64'
    const isAll = options.has('a')
    const shown = [
      [isAll || options.has('s') || options.given.length === 0, 'Linux'],
      [isAll || options.has('n'), process.machine.hostname],
      [isAll || options.has('r'), release],
      [isAll || options.has('v'), '#1 SMP'],
      [isAll || options.has('m'), machine],
      [options.has('p'), 'unknown'],
      [options.has('i'), 'unknown'],
      [isAll || options.has('o'), 'GNU/Linux'],
    ] as const
    printLine(process, shown.flatMap(([isShown, text]) => (isShown ? [text] : [])).join(' '))
    return 0
  },
})

/** `arch`: the name of the architecture. */
export const arch = program({
  names: ['arch'],
  summary: 'Prints the name of the architecture.',
  run: (process) => {
    printLine(process, process.machine.architecture === 'arm64' ? 'aarch64' : 'x86_64')
    return 0
  },
})

/** `nproc`: processors. */
export const nproc = program({
  names: ['nproc'],
  summary: 'Prints how many processors there are.',
  modelled: 'Two processors.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, { short: '', long: { all: 'all', ignore: 'ignore:' } })
    printLine(process, `${Math.max(1, 2 - Number(options.value('ignore') ?? 0))}`)
    return 0
  },
})

/** `hostname`: the machine's name; only a privileged container may change it. */
export const hostname = program({
  names: ['hostname'],
  summary: 'Prints the name of the machine.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: 'sfidIA',
      long: { short: 's', fqdn: 'f', long: 'f', 'ip-address': 'i', domain: 'd' },
    })
    if (options.operands.length > 0 && hasPower(process.user, 'SYS_ADMIN'))
      return notSimulated(process, 'changing the name of the machine')
    if (options.operands.length > 0)
      return fail(
        process,
        flavour === 'gnu' ? 'you must be root to change the host name' : 'sethostname: Operation not permitted',
      )
    const { machine } = process
    printLine(
      process,
      options.has('i') || options.has('I')
        ? '127.0.0.1'
        : options.has('d')
          ? ''
          : options.has('s')
            ? machine.hostname.replace(/\..*/, '')
            : machine.hostname,
    )
    return 0
  },
})

/** `which`: where a program is found. */
export const which = program({
  names: ['which'],
  summary: 'Prints the path of the file that a command name stands for.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, { short: 'as', first: true })
    let status = options.operands.length === 0 ? 1 : 0
    for (const name of options.operands) {
      const paths =
        options.has('a') && !name.includes('/')
          ? (process.environment.get('PATH') ?? '')
              .split(':')
              .flatMap((directory) => findProgram(process, `${directory}/${name}`).value ?? [])
          : [findProgram(process, name).value].flatMap((path) => path ?? [])
      if (paths.length === 0) status = 1
      else if (!options.has('s')) for (const path of paths) printLine(process, path)
    }
    return status
  },
})

const signalNames =
  'EXIT HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH POLL PWR SYS'.split(
    ' ',
  )

/** `kill` as a program: other processes have ended before it runs, so none is there. */
export const kill = program({
  names: ['kill', 'pkill', 'killall', 'pgrep', 'pidof'],
  summary: 'Sends a signal to a process.',
  exact: 'Names of signals (-l).',
  missing: 'Other processes: programs run one after another, so no other one is there to be ended.',
  run: (process, flavour) => {
    const name = (process.arguments[0] ?? '').replace(/.*\//, '')
    if (name !== 'kill')
      return name === 'killall' ? fail(process, `${process.arguments.at(-1) ?? ''}: no process killed`) : 1
    const words = process.arguments.slice(1)
    if (words[0] === '-l') {
      const asked = words[1]
      if (asked === undefined) printLine(process, signalNames.slice(1).join(' '))
      else if (/^\d+$/.test(asked)) printLine(process, signalNames[Number(asked) & 127] ?? '')
      else printLine(process, `${signalNames.indexOf(asked.replace(/^SIG/, '').toUpperCase())}`)
      return 0
    }
    const ids = words.filter((word) => /^\d+$/.test(word))
    if (ids.length === 0)
      return fail(process, flavour === 'gnu' ? 'not enough arguments' : 'you need to specify whom to kill')
    for (const id of ids)
      printError(process, flavour === 'gnu' ? `(${id}) - No such process` : `can't kill pid ${id}: No such process`)
    return 1
  },
})

/** `free`: memory. */
export const free = program({
  names: ['free'],
  summary: 'Prints how much memory there is.',
  modelled: 'The four gigabytes of /proc/meminfo.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, { short: 'bkmghtw', long: { mebi: 'm', gibi: 'g', human: 'h' } })
    const divisor = options.has('g') ? 1 << 20 : options.has('m') ? 1024 : options.has('b') ? 1 / 1024 : 1
    const text = readTextFile(process, '/proc/meminfo').value ?? ''
    const figure = (name: string): number =>
      Math.floor(Number(new RegExp(`${name}: *(\\d+)`).exec(text)?.[1] ?? 0) / divisor)
    const [total, unused, available] = [figure('MemTotal'), figure('MemFree'), figure('MemAvailable')]
    const row = (figures: readonly number[]): string => figures.map((value) => `${value}`.padStart(12)).join('')
    printLine(process, '               total        used        free      shared  buff/cache   available')
    printLine(process, `Mem:    ${row([total, total - unused, unused, 0, Math.max(0, available - unused), available])}`)
    printLine(process, `Swap:   ${row([0, 0, 0])}`)
    return 0
  },
})

/** `locale`: the settings that the environment makes. */
export const locale = program({
  names: ['locale'],
  summary: 'Prints the settings of language and region.',
  modelled: 'The C and POSIX locales are installed, and those that locale-gen or localedef has made here.',
  run: (process) => {
    if (process.arguments.includes('-a')) {
      for (const name of ['C', 'C.utf8', 'POSIX', ...compiledLocales(process)]) printLine(process, name)
      return 0
    }
    const all = process.environment.get('LC_ALL') ?? ''
    const language = process.environment.get('LANG') ?? ''
    printLine(process, `LANG=${language}`)
    printLine(process, `LANGUAGE=${process.environment.get('LANGUAGE') ?? ''}`)
    for (const name of 'CTYPE NUMERIC TIME COLLATE MONETARY MESSAGES PAPER NAME ADDRESS TELEPHONE MEASUREMENT IDENTIFICATION'.split(
      ' ',
    ))
      printLine(process, `LC_${name}=${process.environment.get(`LC_${name}`) ?? `"${all || language || 'POSIX'}"`}`)
    printLine(process, `LC_ALL=${all}`)
    return 0
  },
})

/** `ldconfig`: makes the cache of shared libraries. */
export const ldconfig = program({
  names: ['ldconfig'],
  summary: 'Makes the list of shared libraries.',
  modelled: 'The list /etc/ld.so.cache is made anew, with a size like that of a small system.',
  missing: 'Links for library versions, and printing the list (-p).',
  run: (process, flavour) => {
    readOptions(process, flavour, { short: 'pvnNXf:C:r:l', long: { verbose: 'v' } })
    const errno = writeFile(process, '/etc/ld.so.cache', {
      kind: 'sized',
      size: 8192,
      compressibility: 'text',
      identity: 'ldconfig',
      source: 'a small Debian system',
    })
    return errno === undefined
      ? 0
      : fail(process, "Can't create temporary cache file /etc/ld.so.cache~: Permission denied")
  },
})
