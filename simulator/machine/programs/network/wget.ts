import type { Content } from '../../../filesystem/content.ts'
import { baseName } from '../../../values/path.ts'
import { errorText, exists, writeFile } from '../../files.ts'
import { reasonOf } from '../../http.ts'
import type { Process } from '../../process.ts'
import { formatTime } from '../calendar.ts'
import { send } from '../operands.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from '../options.ts'
import { type Flavour, fail, program } from '../program.ts'
import { type Address, addressOf, ask } from './hosts.ts'

const table: OptionTable = {
  short: 'qO:P:cSNvT:U:t:nY:4',
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
    'no-hsts': 'nohsts',
    'retry-connrefused': 'rc',
    waitretry: 'wr:',
    timestamping: 'N',
  },
}

/** `wget`: fetches from the hosts that are played here. */
export const wget = program({
  names: ['wget'],
  summary: 'Fetches from a host.',
  exact:
    'Statuses and errors: a host that is not found, a file that is not there, and for GNU’s no certificates to check against (5).',
  modelled:
    'The hosts are those of the course; their files have the sizes that the lessons give. Redirects and speeds are not played.',
  missing: 'The internet: no other host is ever found. Following the links of pages.',
  run: (process, flavour) => {
    const words = process.arguments.slice(1).map((word) => (word === '-nv' ? '--no-verbose' : word))
    const options = readOptions(process, flavour, table, words)
    const [first] = options.operands
    if (first === undefined)
      return flavour === 'gnu'
        ? wrongUsage(
            process,
            flavour,
            { short: '', advice: "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options." },
            'missing URL',
          )
        : wrongUsage(process, flavour, table, '')
    let status = 0
    for (const word of options.operands)
      status = flavour === 'gnu' ? fetchAsGnu(process, options, word) : fetchAsBusybox(process, options, word)
    return status
  },
})

function fetchAsBusybox(process: Process, options: Options, word: string): number {
  const address = addressOf(word)
  const asked = ask(process, address, plainRequest)
  if (asked.kind === 'unresolved') return fail(process, `bad address '${authorityOf(address)}'`)
  const say = (text: string): void => {
    if (!options.has('q')) process.errors.write(text)
  }
  say(`Connecting to ${address.host} (${numberOf(address)}:${address.port})\n`)
  if (asked.kind === 'refused')
    return fail(process, `can't connect to remote host (${numberOf(address)}): Connection refused`)
  if (asked.kind !== 'answer') return fail(process, 'error getting response: Connection reset by peer')
  const { answer, content } = asked
  if (answer.status >= 400)
    return fail(process, `server returned error: HTTP/${answer.version} ${answer.status} ${reasonOf(answer.status)}`)
  if (options.has('spider')) {
    say('remote file exists\n')
    return 0
  }
  const name = targetOf(options, address)
  if (!isStandard(name)) say(`saving to '${name}'\n`)
  const status = put(process, 'busybox', content, name)
  if (status === 0 && !isStandard(name)) say(`'${name}' saved\n`)
  return status
}

function fetchAsGnu(process: Process, options: Options, word: string): number {
  const address = addressOf(word)
  const say = (text: string): void => {
    if (!options.has('q') && !options.has('nv')) process.errors.write(text)
  }
  const complain = (text: string): void => {
    if (!options.has('q')) process.errors.write(text)
  }
  const url = /^[a-z]+:\/\//.test(word) ? word : `http://${word}${address.path === '/' ? '/' : ''}`
  const stamp = formatTime('%Y-%m-%d %H:%M:%S', process.machine.clock.now())
  say(`--${stamp}--  ${url}\n`)
  const asked = ask(process, address, plainRequest)
  if (asked.kind === 'unresolved') {
    say(`Resolving ${address.host} (${address.host})... failed: Name or service not known.\n`)
    complain(`wget: unable to resolve host address '${address.host}'\n`)
    return 4
  }
  say(`Resolving ${address.host} (${address.host})... ${numberOf(address)}\n`)
  const connecting = `Connecting to ${address.host} (${address.host})|${numberOf(address)}|:${address.port}...`
  if (asked.kind === 'refused') {
    complain(`${connecting} failed: Connection refused.\n`)
    return 4
  }
  say(`${connecting} connected.\n`)
  if (asked.kind !== 'answer') {
    complain('HTTP request sent, awaiting response... No data received.\n')
    return 4
  }
  const { answer, content } = asked
  if (address.scheme === 'https' && !options.has('nc') && !exists(process, '/etc/ssl/certs/ca-certificates.crt')) {
    complain(
      `ERROR: The certificate of '${address.host}' is not trusted.\nERROR: The certificate of '${address.host}' doesn't have a known issuer.\n`,
    )
    return 5
  }
  const reply = `${answer.status} ${reasonOf(answer.status)}`
  if (answer.status >= 400) {
    say(`HTTP request sent, awaiting response... ${reply}\n`)
    complain(`${stamp} ERROR ${answer.status}: ${reasonOf(answer.status)}.\n`)
    return 8
  }
  const name = targetOf(options, address)
  say(`HTTP request sent, awaiting response... ${reply}\nLength: ${content.size}\n`)
  if (options.has('spider')) {
    say('Remote file exists.\n\n')
    return 0
  }
  say(`Saving to: '${isStandard(name) ? 'STDOUT' : name}'\n\n`)
  const status = put(process, 'gnu', content, name)
  if (status === 0)
    complain(
      `${stamp} ${options.has('nv') ? `URL:${url} [${content.size}/${content.size}] -> "${name}" [1]` : `- ${isStandard(name) ? 'written to stdout' : `'${name}' saved`} [${content.size}/${content.size}]`}\n`,
    )
  return status
}

function targetOf(options: Options, { path }: Address): string {
  const named = options.value('O')
  if (named !== undefined) return named
  const name = baseName(path) === '' || path.endsWith('/') ? 'index.html' : baseName(path)
  const folder = options.value('P')
  return folder === undefined ? name : `${folder.replace(/\/$/, '')}/${name}`
}

const plainRequest = { method: 'GET', headers: new Map<string, string>(), body: '' }

/** The address as a number: that of the documentation's network for hosts that are played here. */
function numberOf({ host }: Address): string {
  return host === 'localhost' ? '127.0.0.1' : /^[\d.]+$/.test(host) ? host : '192.0.2.80'
}

function isStandard(name: string): boolean {
  return name === '-' || name === '/dev/stdout'
}

function put(process: Process, flavour: Flavour, content: Content, name: string): number {
  process.machine.download(content.size)
  process.machine.clock.spend(50)
  if (isStandard(name)) {
    send(process.output, content)
    return 0
  }
  const wrong = writeFile(process, name, content)
  if (wrong === undefined) return 0
  if (flavour === 'busybox') return fail(process, `can't open '${name}': ${errorText(wrong)}`)
  process.errors.write(`${name}: ${errorText(wrong)}\n`)
  return 3
}

/** The host, and the port where that is not the usual one. Source: a real busybox. */
function authorityOf({ host, port, scheme }: Address): string {
  return port === (scheme === 'https' ? 443 : 80) ? host : `${host}:${port}`
}
