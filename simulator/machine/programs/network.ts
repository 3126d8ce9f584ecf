import type { Process } from '../process.ts'
import { formatTime } from './calendar.ts'
import { readOptions, wrongUsage } from './options.ts'
import { fail, note, program } from './program.ts'

function hostOf(address: string): string {
  return /^(?:[a-z]+:\/\/)?(?:[^@/]*@)?([^/:?#]*)/i.exec(address)?.[1] ?? ''
}

function sayNoInternet(process: Process, host: string): void {
  note(process, 'not-simulated', `There is no internet in the simulator, so the host ${host} is not found.`)
}

/** `curl`: no host is ever found, and it says so as the real one does. */
export const curl = program({
  names: ['curl'],
  summary: 'Fetches from a host.',
  exact: 'What is said when the host is not found.',
  missing: 'The internet: no host is ever found.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: 'fsSLoO:kIivX:H:d:u:A:e:b:c:C:m:x:w:T:F:r:46nNgGJRqz:E:K:y:Y:'.replace('oO:', 'o:O'),
      long: {
        fail: 'f',
        silent: 's',
        'show-error': 'S',
        location: 'L',
        output: 'o:',
        'remote-name': 'O',
        insecure: 'k',
        head: 'I',
        include: 'i',
        verbose: 'v',
        request: 'X:',
        header: 'H:',
        data: 'd:',
        'data-raw': 'd:',
        user: 'u:',
        'user-agent': 'A:',
        retry: 'retry:',
        'retry-delay': 'retry-delay:',
        'retry-connrefused': 'rc',
        'retry-all-errors': 'ra',
        'connect-timeout': 'ct:',
        'max-time': 'm:',
        proto: 'proto:',
        'tlsv1.2': 'tls',
        compressed: 'compressed',
        'create-dirs': 'cd',
        'fail-with-body': 'fb',
        url: 'url:',
        'write-out': 'w:',
        proxy: 'x:',
        cacert: 'cacert:',
        'progress-bar': 'bar',
        'no-progress-meter': 'nopm',
        remove: 'rm',
        http1: 'h1',
        'http1.1': 'h11',
        http2: 'h2',
      },
      status: 2,
      advice: "curl: try 'curl --help' or 'curl --manual' for more information",
    })
    const address = options.operands[0] ?? options.value('url')
    if (address === undefined)
      return wrongUsage(
        process,
        'gnu',
        { short: '', status: 2, advice: "curl: try 'curl --help' or 'curl --manual' for more information" },
        '',
      )
    const host = hostOf(address)
    sayNoInternet(process, host)
    const isSilent = options.has('s') && !options.has('S')
    return isSilent ? 6 : fail(process, `(6) Could not resolve host: ${host}`, 6)
  },
})

/** `wget`: no host is ever found, and it says so as the real one does. */
export const wget = program({
  names: ['wget'],
  summary: 'Fetches from a host.',
  exact: 'What is said when the host is not found.',
  missing: 'The internet: no host is ever found.',
  run: (process, flavour) => {
    const table = {
      short: 'qO:P:cSNvT:U:t:nY:',
      long: {
        quiet: 'q',
        'output-document': 'O:',
        'directory-prefix': 'P:',
        continue: 'c',
        spider: 'spider',
        header: 'header:',
        'post-data': 'post:',
        'no-check-certificate': 'nc',
        timeout: 'T:',
        tries: 't:',
        'user-agent': 'U:',
        progress: 'progress:',
        'show-progress': 'sp',
        'no-verbose': 'nv',
        'max-redirect': 'mr:',
        'https-only': 'ho',
        'no-cache': 'noc',
      },
    }
    const words = process.arguments.slice(1).map((word) => (word === '-nv' ? '--no-verbose' : word))
    const options = readOptions(process, flavour, table, words)
    const [address] = options.operands
    if (address === undefined)
      return flavour === 'gnu'
        ? wrongUsage(
            process,
            flavour,
            { short: '', advice: "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options." },
            'missing URL',
          )
        : wrongUsage(process, flavour, table, '')
    const host = hostOf(address)
    sayNoInternet(process, host)
    if (flavour === 'busybox') return fail(process, `bad address '${host}'`)
    if (options.has('q')) return 4
    if (!options.has('nv')) {
      const url = /^[a-z]+:\/\//.test(address) ? address : `http://${address}/`
      process.errors.write(
        `--${formatTime('%Y-%m-%d %H:%M:%S', process.machine.clock.now())}--  ${url}\nResolving ${host} (${host})... failed: Name or service not known.\n`,
      )
    }
    process.errors.write(`wget: unable to resolve host address '${host}'\n`)
    return 4
  },
})

/** `ping`, `nc` and `nslookup`: no other host answers. */
export const ping = program({
  names: ['ping', 'nc', 'nslookup', 'host', 'dig'],
  summary: 'Asks another host.',
  missing: 'The internet: no host is ever found.',
  run: (process, flavour) => {
    const host = process.arguments.slice(1).find((word) => !word.startsWith('-')) ?? ''
    sayNoInternet(process, host)
    return fail(
      process,
      flavour === 'gnu' ? `${host}: Name or service not known` : `bad address '${host}'`,
      flavour === 'gnu' ? 2 : 1,
    )
  },
})
