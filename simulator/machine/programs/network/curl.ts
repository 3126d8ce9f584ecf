import type { Content } from '../../../filesystem/content.ts'
import { baseName, directoryName } from '../../../values/path.ts'
import { errorText, exists, makeDirectory, writeFile } from '../../files.ts'
import { type HttpAnswer, type HttpRequest, reasonOf } from '../../http.ts'
import type { Process } from '../../process.ts'
import { send } from '../operands.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from '../options.ts'
import { fail, program } from '../program.ts'
import { type Address, type Asked, addressOf, ask } from './hosts.ts'

const advice = "curl: try 'curl --help' or 'curl --manual' for more information"

const table: OptionTable = {
  short: 'fsSLo:OkIivX:H:d:u:A:e:b:c:C:m:x:w:T:F:r:46nNgGJRqz:E:K:y:Y:#',
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
    'retry-max-time': 'retry-max:',
    'retry-connrefused': 'rc',
    'retry-all-errors': 'ra',
    'connect-timeout': 'ct:',
    'max-time': 'm:',
    proto: 'proto:',
    'proto-redir': 'proto-redir:',
    tlsv1: 'tls',
    'tlsv1.2': 'tls',
    'tlsv1.3': 'tls',
    compressed: 'compressed',
    'create-dirs': 'cd',
    'fail-with-body': 'fb',
    url: 'url:',
    'write-out': 'w:',
    proxy: 'x:',
    cacert: 'cacert:',
    'progress-bar': '#',
    'no-progress-meter': 'nopm',
    http1: 'h1',
    'http1.1': 'h11',
    http2: 'h2',
    ipv4: '4',
    ipv6: '6',
    version: 'V',
  },
  status: 2,
  advice,
}

/** `curl`: fetches from the hosts that are played here. */
export const curl = program({
  names: ['curl'],
  summary: 'Fetches from a host.',
  exact:
    'Services of the same container and of others that it reaches: method, headers, body, redirects. Statuses and errors: a host that is not found (6), a port where nobody listens (7), a file that is not there with `-f` (22), no certificates to check against (77), a place that cannot be written (23).',
  modelled:
    'The hosts are those of the course; their files have the sizes that the lessons give. Their headers and times are not played.',
  missing: 'The internet: no other host is ever found. Forms and files that are sent (-F, -T).',
  run: (process) => {
    const options = readOptions(process, 'gnu', table, withoutVersion(process))
    const words = [...options.operands, ...options.values('url')]
    if (words.length === 0) return wrongUsage(process, 'gnu', { short: '', status: 2, advice }, '')
    const outputs = [...options.values('o')]
    let status = 0
    for (const word of words) {
      const address = addressOf(word)
      const target = options.has('O') ? baseName(address.path) : outputs.shift()
      status = fetch(process, options, address, target)
    }
    return status
  },
})

/** `curl --version` and `-V` tell, whatever else is asked. */
function withoutVersion(process: Process): readonly string[] {
  const words = process.arguments.slice(1)
  if (words[0] === '--version' || words[0] === '-V') {
    process.output.write('curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1\n')
    return fail({ ...process, errors: { write: () => true } }, '', 0)
  }
  return words
}

function fetch(process: Process, options: Options, address: Address, target: string | undefined): number {
  const complain = (message: string, status: number): number => {
    if (!options.has('s') || options.has('S')) process.errors.write(`curl: (${status}) ${message}\n`)
    return status
  }
  if (!/^(https?|ftp)$/.test(address.scheme)) return complain(`Protocol "${address.scheme}" not supported`, 1)
  const request = requestOf(options)
  let asked = ask(process, address, request)
  let here = address
  for (let turns = 0; options.has('L') && turns < mostRedirects; turns++) {
    const place = asked.kind === 'answer' ? redirectOf(asked.answer) : undefined
    if (place === undefined) break
    here = place.startsWith('/') ? { ...here, ...targetOf(place) } : addressOf(place)
    asked = ask(process, here, request)
  }
  if (asked.kind !== 'answer') return complain(...troubleOf(asked.kind, here))
  const authorities = '/etc/ssl/certs/ca-certificates.crt'
  if (
    address.scheme === 'https' &&
    !options.has('k') &&
    !exists(process, authorities) &&
    !exists(process, '/etc/ssl/cert.pem')
  )
    return complain(`error setting certificate file: ${authorities}`, 77)
  const { answer, content } = asked
  const isWrong = answer.status >= 400
  if (showsMeter(process, options, target)) process.errors.write(meterText(content.size))
  if (isWrong && options.has('f')) return complain(`The requested URL returned error: ${answer.status}`, 22)
  process.machine.download(content.size)
  process.machine.clock.spend(50)
  if (options.has('I') || options.has('i')) process.output.write(headOf(answer))
  const status = options.has('I') ? 0 : put(process, options, content, target, complain)
  const form = options.value('w')
  if (form !== undefined)
    process.output.write(
      form
        .replaceAll('\\n', '\n')
        .replace(/%\{(http_code|response_code)\}/g, `${answer.status}`)
        .replaceAll('%{size_download}', String(content.size)),
    )
  return status === 0 && isWrong && options.has('fb')
    ? complain(`The requested URL returned error: ${answer.status}`, 22)
    : status
}

const mostRedirects = 10

/** In a terminal, curl shows how far it is where the body goes elsewhere. Source: curl(1), PROGRESS METER. */
function showsMeter(process: Process, options: Options, target: string | undefined): boolean {
  if (process.errors.isTerminal !== true || options.has('s') || options.has('nopm')) return false
  return (target !== undefined && target !== '-') || process.output.isTerminal !== true
}

/** The meter of a transfer that has ended; its times are modelled: all of it within a second. */
function meterText(bytes: number): string {
  const size = `${bytes}`
  const rate = size.length > 5 ? `${Math.round(bytes / 1024)}k` : size
  return `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
100 ${size.padStart(5)}  100 ${size.padStart(5)}    0     0 ${rate.padStart(6)}      0 --:--:-- --:--:-- --:--:-- ${rate.padStart(5)}
`
}

function requestOf(options: Options): Pick<HttpRequest, 'method' | 'headers' | 'body'> {
  const body = options.values('d').join('&')
  const headers = options.values('H').map((line): [string, string] => {
    const [name = '', ...value] = line.split(':')
    return [name.trim().toLowerCase(), value.join(':').trim()]
  })
  const usual = options.has('I') ? 'HEAD' : options.has('d') ? 'POST' : 'GET'
  return { method: options.value('X') ?? usual, headers: new Map(headers), body }
}

function redirectOf({ status, headers }: Omit<HttpAnswer, 'body'>): string | undefined {
  return status >= 300 && status < 400 ? headers.get('location') : undefined
}

function targetOf(place: string): Pick<Address, 'path' | 'target'> {
  return { path: place.split(/[?#]/, 1)[0] ?? '/', target: place.split('#', 1)[0] ?? '/' }
}

function troubleOf(kind: Exclude<Asked['kind'], 'answer'>, { host, port }: Address): [message: string, status: number] {
  switch (kind) {
    case 'unresolved':
      return [`Could not resolve host: ${host}`, 6]
    case 'refused':
      return [`Failed to connect to ${host} port ${port} after 0 ms: Couldn't connect to server`, 7]
    case 'empty':
      return ['Empty reply from server', 52]
    case 'reset':
      return ['Recv failure: Connection reset by peer', 56]
  }
}

function headOf({ version, status, headers }: Omit<HttpAnswer, 'body'>): string {
  const lines = [...headers].map(
    ([name, value]) => `${name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())}: ${value}`,
  )
  return [`HTTP/${version} ${status} ${reasonOf(status)}`, ...lines, '', ''].join('\r\n')
}

function put(
  process: Process,
  options: Options,
  content: Content,
  target: string | undefined,
  complain: (message: string, status: number) => number,
): number {
  const isStandard = target === undefined || target === '-'
  // Not on a terminal where the answer itself is printed. Source: curl, tool_operate.c, "mess up the output".
  const isMessy = isStandard && process.output.isTerminal === true
  const showsProgress = !options.has('s') && !options.has('nopm') && !isMessy
  if (showsProgress) process.errors.write(progress(content.size))
  if (isStandard) {
    send(process.output, content)
    return 0
  }
  if (options.has('cd')) makeParents(process, directoryName(target))
  const wrong = writeFile(process, target, content)
  if (wrong === undefined) return 0
  if (!options.has('s')) process.errors.write(`Warning: Failed to open the file ${target}: ${errorText(wrong)}\n`)
  return complain('Failure writing output to destination', 23)
}

function makeParents(process: Process, directory: string): void {
  if (directory === '/' || directory === '.' || exists(process, directory)) return
  makeParents(process, directoryName(directory))
  makeDirectory(process, directory)
}

/** The meter as it stands at the end; sizes of more than five digits are told in larger units. */
function progress(size: number): string {
  const shown =
    size > 99_999 ? (size > 10_240_000 ? `${Math.floor(size / 1_048_576)}M` : `${Math.floor(size / 1024)}k`) : `${size}`
  const cell = shown.padStart(5)
  return [
    '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current',
    '                                 Dload  Upload   Total   Spent    Left  Speed',
    `100 ${cell}  100 ${cell}    0     0  ${cell}      0  0:00:01  0:00:01 --:--:-- ${cell}`,
    '',
  ].join('\n')
}
