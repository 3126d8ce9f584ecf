import type { SizedContent } from '../../filesystem/content.ts'
import { textOf } from '../../values/bytes.ts'
import { baseName } from '../../values/path.ts'
import { errorText, isDirectory, readFile } from '../files.ts'
import { readText } from '../pipe.ts'
import type { Process, Program, ProgramPage } from '../process.ts'
import { findProgram } from '../run.ts'
import { TypedInput } from '../typed.ts'
import { parseOptions } from './builtins/options.ts'
import { ash, bash, type Dialect, dash } from './dialect.ts'
import { runTyped, spokenBy } from './interactive.ts'
import { showTraps } from './life.ts'
import { FatalError, Shell } from './shell.ts'
import { runToEnd } from './subshell.ts'
import { runCommandLine, runner, runText } from './text.ts'
import { sayUnread } from './unread.ts'

/** The shells as programs, by the names that files and applets give: `sh`, `ash`, `dash`, `bash`. */
export const shellPrograms: ReadonlyMap<string, Program> = new Map(
  [
    programOf(['sh', 'ash'], (flavour) => (flavour === 'busybox' ? ash : dash)),
    programOf(['dash'], () => dash),
    programOf(['bash', 'rbash'], () => bash),
  ].flatMap((program) => program.names.map((name): [string, Program] => [name, program])),
)

function programOf(names: readonly string[], dialectOf: (flavour: 'busybox' | 'gnu') => Dialect): Program {
  const page: ProgramPage = {
    summary: `The command language interpreter ${names[0]}.`,
    exact:
      'Quoting, expansions, redirections, pipelines, compound commands, functions, options and error texts, compared with the real one.',
    modelled: '',
    missing:
      'Stages of a pipeline, and jobs in the background, run one after the other; aliases are kept but not replaced; job control.',
  }
  return { names, page, run: (process, flavour) => runShell(process, dialectOf(flavour)) }
}

/** Runs a shell: `-c text [name [parameter …]]`, a script and its parameters, or commands from standard input. */
function runShell(process: Process, dialect: Dialect): number {
  const [called = dialect.name, ...words] = process.arguments
  const hasNoText = words.every((word) => /^[-+]/.test(word) && !/^-[a-z]*c/.test(word))
  const isTyped = process.input instanceof TypedInput && process.input.isTerminal && hasNoText
  const shell = new Shell(process, isTyped ? spokenBy(dialect) : dialect, called, runner)
  takeEnvironment(shell, process.environment)
  showTraps(shell)
  return runToEnd(shell, () => {
    const parsed = parseOptions(shell, words, undefined)
    if (typeof parsed === 'number') return parsed
    const { operands, invocation } = parsed
    if (invocation.includes('c')) return runCommandText(shell, operands)
    const [script, ...parameters] = operands
    if (script === undefined || invocation.includes('s')) {
      shell.parameters = operands
      return shell.input instanceof TypedInput ? runTyped(shell, shell.input) : runInput(shell)
    }
    shell.parameters = parameters
    return runScript(shell, script, process)
  })
}

function runCommandText(shell: Shell, operands: readonly string[]): number {
  const [text, name, ...parameters] = operands
  if (text === undefined) throw shellUsage(shell)
  shell.options.add('c')
  if (name !== undefined) shell.name = name
  shell.parameters = parameters
  shell.lineOffset = shell.dialect.commandLineOffset
  return runCommandLine(shell, text)
}

function shellUsage(shell: Shell): FatalError {
  if (shell.dialect.isBash) {
    shell.errors.write(`${shell.name}: -c: option requires an argument\n`)
    return new FatalError(2)
  }
  return shell.fatal(shell.dialect.name === 'dash' ? '-c requires an argument' : '-c requires an argument')
}

function runScript(shell: Shell, script: string, process: Process): number {
  const content = readFile(shell, script)
  const path =
    content.errno === 'ENOENT' && !script.includes('/') && shell.dialect.isBash
      ? findProgram(shell, script).value
      : undefined
  const found = path === undefined ? content : readFile(shell, path)
  if (found.errno !== undefined) {
    complainScript(shell, script, isDirectory(shell, script) ? 'EISDIR' : found.errno)
    return shell.dialect.isBash ? (found.errno === 'ENOENT' ? 127 : 126) : 2
  }
  if (found.value.kind === 'sized') return runUnread(shell, path ?? script, found.value, process)
  shell.name = script
  return runText(shell, textOf(found.value.bytes))
}

/** Commands from standard input, as in `curl … | sh`. */
function runInput(shell: Shell): number {
  const text = readText(shell.input)
  return text === undefined ? sayUnread(shell, 'what comes in') : runText(shell, text)
}

/** A script of which only the size is known runs as the program that it stands for. */
function runUnread(shell: Shell, script: string, content: SizedContent, process: Process): number {
  const program = shell.machine.programs.get(content.program ?? '')
  if (program === undefined) return sayUnread(shell, `the script ${script}`)
  return program.run({ ...process, arguments: [script, ...shell.parameters] }, 'gnu')
}

function complainScript(shell: Shell, script: string, errno: Parameters<typeof errorText>[0]): void {
  switch (shell.dialect.name) {
    case 'bash':
      shell.errors.write(`${shell.name}: ${script}: ${errorText(errno)}\n`)
      return
    case 'dash':
      shell.errors.write(
        `${shell.name}: 0: cannot open ${script}: ${errno === 'ENOENT' ? 'No such file' : errorText(errno)}\n`,
      )
      return
    case 'ash':
      shell.errors.write(
        `${shell.name}: line 0: can't open ${script}: ${errno === 'ENOENT' ? 'no such file' : errorText(errno)}\n`,
      )
  }
}

/** Variables that a shell starts with: those it was given, which are exported, and its own. */
/** Takes over the environment that a shell is started with. */
export function takeEnvironment(shell: Shell, environment: ReadonlyMap<string, string>): void {
  const own = (name: string, value: string, isExported = false) => {
    if (!shell.variables.has(name)) shell.variables.set(name, { value, isExported, isReadOnly: false })
  }
  for (const [name, value] of environment)
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) shell.variables.set(name, { value, isExported: true, isReadOnly: false })
  shell.variables.delete('IFS')
  shell.variables.set('IFS', { value: ' \t\n', isExported: false, isReadOnly: false })
  if (!environment.has('PWD') || shell.get('PWD') !== shell.directory) shell.variables.delete('PWD')
  own('PWD', shell.directory, true)
  shell.variables.set('OPTIND', { value: '1', isExported: false, isReadOnly: false })
  own(
    'PATH',
    shell.dialect.isBash
      ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
      : '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  )
  own('PS1', '$ ')
  own('PS2', '> ')
  own('PS4', '+ ')
  own('PPID', `${shell.parent}`)
  if (shell.dialect.name !== 'dash')
    shell.variables.set('SHLVL', {
      value: `${Number(environment.get('SHLVL') ?? '0') + 1}`,
      isExported: true,
      isReadOnly: false,
    })
  if (!shell.dialect.isBash) return
  shell.options.add('h').add('B')
  takeBashVariables(shell)
}

function takeBashVariables(shell: Shell): void {
  const version = new Map(
    ['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu'].map((value, at): [string, string] => [`${at}`, value]),
  )
  const plain = { isExported: false, isReadOnly: false }
  shell.variables.set('BASH_VERSINFO', { value: undefined, elements: version, ...plain })
  shell.variables.set('BASH_VERSION', { value: '5.2.15(1)-release', ...plain })
  shell.variables.set('BASH', {
    value: shell.name.includes('/') ? shell.name : `/bin/${baseName(shell.name)}`,
    ...plain,
  })
  shell.variables.set('EUID', { value: `${shell.user.uid}`, ...plain })
  shell.variables.set('UID', { value: `${shell.user.uid}`, ...plain })
  shell.variables.set('HOSTNAME', { value: shell.machine.hostname, ...plain })
  shell.variables.set('OSTYPE', { value: 'linux-gnu', ...plain })
  shell.variables.set('HOSTTYPE', { value: shell.machine.architecture === 'amd64' ? 'x86_64' : 'aarch64', ...plain })
}
