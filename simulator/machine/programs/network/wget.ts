import type { Content } from '../../../filesystem/content.ts'
import { baseName } from '../../../values/path.ts'
import { errorText, exists, writeFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { formatTime } from '../calendar.ts'
import { send } from '../operands.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from '../options.ts'
import { type Flavour, fail, program } from '../program.ts'
import { type Address, addressOf, answerOf } from './hosts.ts'

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
  const answer = answerOf(process, address)
  if (answer === undefined) return fail(process, `bad address '${address.host}'`)
  const say = (text: string): void => {
    if (!options.has('q')) process.errors.write(text)
  }
  say(`Connecting to ${address.host} (192.0.2.80:${address.port})\n`)
  if (answer === 'not found') return fail(process, 'server returned error: HTTP/1.1 404 Not Found')
  if (options.has('spider')) {
    say('remote file exists\n')
    return 0
  }
  const name = targetOf(options, address)
  if (!isStandard(name)) say(`saving to '${name}'\n`)
  const status = put(process, 'busybox', answer, name)
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
  const answer = answerOf(process, address)
  if (answer === undefined) {
    say(`Resolving ${address.host} (${address.host})... failed: Name or service not known.\n`)
    complain(`wget: unable to resolve host address '${address.host}'\n`)
    return 4
  }
  say(`Resolving ${address.host} (${address.host})... 192.0.2.80\n`)
  say(`Connecting to ${address.host} (${address.host})|192.0.2.80|:${address.port}... connected.\n`)
  if (address.scheme === 'https' && !options.has('nc') && !exists(process, '/etc/ssl/certs/ca-certificates.crt')) {
    complain(
      `ERROR: The certificate of '${address.host}' is not trusted.\nERROR: The certificate of '${address.host}' doesn't have a known issuer.\n`,
    )
    return 5
  }
  if (answer === 'not found') {
    say('HTTP request sent, awaiting response... 404 Not Found\n')
    complain(`${stamp} ERROR 404: Not Found.\n`)
    return 8
  }
  const name = targetOf(options, address)
  say(`HTTP request sent, awaiting response... 200 OK\nLength: ${answer.size}\n`)
  if (options.has('spider')) {
    say('Remote file exists.\n\n')
    return 0
  }
  say(`Saving to: '${isStandard(name) ? 'STDOUT' : name}'\n\n`)
  const status = put(process, 'gnu', answer, name)
  if (status === 0)
    complain(
      `${stamp} ${options.has('nv') ? `URL:${url} [${answer.size}/${answer.size}] -> "${name}" [1]` : `- ${isStandard(name) ? 'written to stdout' : `'${name}' saved`} [${answer.size}/${answer.size}]`}\n`,
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
