import { entryAt, type Tree } from '../filesystem/tree.ts'
import { resolvePath } from '../values/path.ts'
import type { ReadyCommand } from './command.ts'
import { commands } from './commands/index.ts'
import { shownName } from './find.ts'
import type { Host } from './host.ts'
import { dockerPath } from './line.ts'

/** What a word of a line could become. */
export interface Completions {
  /** Where the word begins that is completed; it ends at the cursor. UTF-16 offset. */
  readonly from: number
  /** In alphabetical order; a folder ends in `/`. As they are typed, blanks escaped. */
  readonly choices: readonly string[]
}

/** Words after which bash expects another command. */
const openers = new Set(['|', '||', '&&', ';', '&', '(', '{', 'do', 'then', 'else', '!', 'time', 'sudo', 'exec'])
/** What bash knows without a file for it. */
const builtins = [
  'alias',
  'cd',
  'echo',
  'exit',
  'export',
  'false',
  'help',
  'history',
  'pwd',
  'source',
  'test',
  'true',
  'type',
  'unset',
]
/** What the words of a docker command name; the rest of them take none, or files. */
const named = {
  images: 'run create history tag rmi push pull save image image:inspect image:history',
  containers:
    'stop kill rm logs exec port top diff start restart attach wait pause unpause rename cp export stats commit',
  both: 'inspect',
}

/** What Tab offers at a place of a line in a host's shell: commands, docker's commands and flags, images, containers, files. Never throws. */
export function completionsOf(host: Host, line: string, at = line.length): Completions {
  const { words, word, from } = lastCommand(line.slice(0, at))
  const offered = (texts: readonly string[]): Completions => ({
    from,
    choices: [...new Set(texts)].filter((text) => text.startsWith(word) && text !== word).sort(),
  })
  const files = (): Completions => offered(pathsFor(host, word))
  if (words.length === 0) return word.includes('/') ? files() : offered([...programsOf(host), ...builtins])
  if (words[0] !== 'docker') return files()
  const command = commandIn(words.slice(1))
  if (command === undefined) return offered(nextNames(words.slice(1)))
  const flag = openFlag(command, words)
  if (flag !== undefined)
    return flag === 'file' || flag === 'env-file' || flag === 'iidfile' ? files() : { from, choices: [] }
  if (word.startsWith('-')) return offered(flagsOf(command))
  const kind = kindOf(command)
  const images = kind === 'images' || kind === 'both' ? imagesOf(host) : []
  const containers = kind === 'containers' || kind === 'both' ? host.containers.map(({ name }) => name) : []
  const found = offered([...images, ...containers])
  return found.choices.length > 0 || kind !== undefined ? found : files()
}

interface LastCommand {
  /** The words of the command before the one that is completed. */
  readonly words: readonly string[]
  readonly word: string
  readonly from: number
}

/** The command that a line ends in, and the word at its end, as they were typed. */
function lastCommand(text: string): LastCommand {
  const found = [...text.matchAll(/(?:\\.|"[^"]*"?|'[^']*'?|[^\s;|&()<>"'\\])+|\|\||&&|[;|&()<>]+/g)]
  const last = found.at(-1)
  const isOpen = last !== undefined && last.index + last[0].length === text.length && !/^[;|&()<>]/.test(last[0])
  const word = isOpen ? last[0] : ''
  const whole = found.slice(0, isOpen ? -1 : undefined).map((match) => match[0])
  const opened = whole.findLastIndex((one) => openers.has(one))
  const words = whole.slice(opened + 1)
  // `NAME=value command`: what stands before is no command.
  while (words[0] !== undefined && /^\w+=/.test(words[0])) words.shift()
  return { words, word, from: text.length - word.length }
}

const byName: ReadonlyMap<string, ReadyCommand> = new Map(
  commands.flatMap((command) => command.names.map((name) => [name, command] as const)),
)

function commandIn(words: readonly string[]): ReadyCommand | undefined {
  const [first = '', second = ''] = words
  return byName.get(`${first} ${second}`) ?? byName.get(first)
}

/** Names of commands after the words that were typed: `docker `, `docker image `. */
function nextNames(words: readonly string[]): readonly string[] {
  if (words.length === 0) return [...byName.keys()].map((name) => name.split(' ', 1)[0] ?? '')
  if (words.length > 1) return []
  return [...byName.keys()].flatMap((name) =>
    name.startsWith(`${words[0]} `) ? [name.slice(name.indexOf(' ') + 1)] : [],
  )
}

/** The flag that waits for its value, when the last word is one. */
function openFlag(command: ReadyCommand, words: readonly string[]): string | undefined {
  const last = words.at(-1) ?? ''
  const flag = command.table.find(
    ({ name, short }) => last === `--${name}` || (short !== undefined && last === `-${short}`),
  )
  return flag === undefined || flag.kind === 'switch' ? undefined : flag.name
}

function flagsOf(command: ReadyCommand): readonly string[] {
  return command.table.flatMap(({ name, short }) => [`--${name}`, ...(short === undefined ? [] : [`-${short}`])])
}

function kindOf(command: ReadyCommand): keyof typeof named | undefined {
  const names = command.names.map((name) => name.replace(/^(container|image) /, ''))
  const isNamed = (kind: keyof typeof named): boolean => named[kind].split(' ').some((name) => names.includes(name))
  return (['images', 'containers', 'both'] as const).find(isNamed)
}

function imagesOf(host: Host): readonly string[] {
  return host.images.flatMap(({ tags }) =>
    tags.flatMap((normal) => {
      const { repository, tag } = shownName(normal)
      return tag === 'latest' ? [repository, `${repository}:latest`] : [`${repository}:${tag}`]
    }),
  )
}

function programsOf(host: Host): readonly string[] {
  const path = host.variables.get('PATH')?.value ?? ''
  const found = path.split(':').flatMap((folder) => {
    const entry = entryAt(host.files, folder)
    if (entry?.kind !== 'directory') return []
    return [...entry.entries].flatMap(([name, one]) => (one.kind === 'directory' ? [] : [name]))
  })
  return [...found, dockerPath.slice(dockerPath.lastIndexOf('/') + 1)]
}

function pathsFor(host: Host, word: string): readonly string[] {
  const typed = word.slice(0, word.lastIndexOf('/') + 1)
  const home = host.variables.get('HOME')?.value ?? '/'
  const plain = typed.replace(/^~(?=\/)/, home).replaceAll('\\', '')
  const entry = directoryAt(host.files, resolvePath(host.directory, plain === '' ? '.' : plain))
  const begins = word.slice(typed.length)
  return [...(entry ?? [])].flatMap(([name, one]) => {
    if (name.startsWith('.') && !begins.startsWith('.')) return []
    return [`${typed}${escaped(name)}${one.kind === 'directory' ? '/' : ''}`]
  })
}

function directoryAt(files: Tree, path: string): ReadonlyMap<string, { readonly kind: string }> | undefined {
  const entry = entryAt(files, path)
  return entry?.kind === 'directory' ? entry.entries : undefined
}

function escaped(name: string): string {
  return name.replace(/[^\w.,:=@%+/-]/g, '\\$&')
}
