import { textOf } from '../../../values/bytes.ts'
import { readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { complain, notSimulated, say, tool, work } from '../console.ts'
import { placeFile, placeLink, sized } from '../placing.ts'
import { type Interpreter, interpreterOf } from './interpreter.ts'
import { hasLibrary, hasModule, libraryOf, standard } from './modules.ts'
import { runPip } from './pip.ts'
import { type RunningPython, runPythonModule, runPythonScript } from './script.ts'

/** `python3`: tells its version, runs lines that only print or import, and the modules pip, venv and compileall. */
export const python = tool({
  names: ['python3', 'python'],
  summary: 'Runs Python.',
  exact:
    'The version; lines of print and import (with what is installed, and the libraries that a package needs); -m pip; -m venv; scripts whose every line is understood: servers of http.server and Flask with their answers, buffering, access lines, signals and tracebacks; -m http.server.',
  modelled: 'A service needs 0.15 to 0.4 seconds until it listens.',
  missing:
    'Running any other program: a script with a line that is not understood fails with "not simulated", unless a behaviour card says what it does.',
  run: (process) => {
    work(process, 30)
    const all = process.arguments.slice(1)
    const start = all.findIndex((word) => !/^-[uBEIsSOq]+$/.test(word))
    const options = start === -1 ? all : all.slice(0, start)
    const [first, second = '', ...rest] = all.slice(options.length)
    const isUnbuffered =
      options.some((word) => word.includes('u')) || (process.environment.get('PYTHONUNBUFFERED') ?? '') !== ''
    const interpreter = interpreterOf(process)
    const version = process.environment.get('PYTHON_VERSION') ?? `${interpreter?.version ?? '3.11'}.2`
    if (first === '-V' || first === '--version') say(process, `Python ${version}`)
    else if (first === '-c') return runLines(process, interpreter, second, version)
    else if (first === '-m') return runModule({ process, interpreter, version, isUnbuffered }, second, rest)
    else if (first === '-' || first === undefined) return fromInput(process, interpreter, version)
    else return runScript({ process, interpreter, version, isUnbuffered }, first, [second, ...rest])
    return 0
  },
})

function fromInput(process: Process, interpreter: Interpreter | undefined, version: string): number {
  let source = ''
  for (let piece = process.input.read(); piece !== undefined; piece = process.input.read()) {
    if (piece.kind !== 'real') return notSimulated(process, 'running a program from standard input')
    source += textOf(piece.bytes)
  }
  return source.trim() === '' ? 0 : runLines(process, interpreter, source, version)
}

function runScript(python: RunningPython, script: string, words: readonly string[]): number {
  const { process } = python
  const text = readTextFile(process, script)
  if (text.errno === undefined)
    return runPythonScript(python, script, text.value, words) ?? notSimulated(process, `running ${script} with Python`)
  const reason = text.errno === 'EACCES' ? '[Errno 13] Permission denied' : '[Errno 2] No such file or directory'
  complain(
    process,
    `python3: can't open file '${script.startsWith('/') ? script : `${process.directory === '/' ? '' : process.directory}/${script}`}': ${reason}`,
  )
  return 2
}

function runModule(python: RunningPython, name: string, words: readonly string[]): number {
  const { process, interpreter } = python
  switch (name) {
    case 'pip':
      return runPip(process, words)
    case 'venv':
      return makeEnvironment(process, interpreter, words)
    case 'compileall':
      return 0
    default:
      if (
        interpreter !== undefined &&
        !standard.has(name.split('.')[0] ?? '') &&
        !hasModule(process, interpreter, name)
      ) {
        complain(process, `/usr/local/bin/python3: No module named ${name}`)
        return 1
      }
      return runPythonModule(python, name, words) ?? notSimulated(process, `python -m ${name}`)
  }
}

/** `python -m venv FOLDER`: links to this Python, and a pip of its own. */
function makeEnvironment(process: Process, interpreter: Interpreter | undefined, words: readonly string[]): number {
  const folder = words.find((word) => !word.startsWith('-'))
  if (folder === undefined || interpreter === undefined) {
    complain(
      process,
      'usage: venv [-h] [--system-site-packages] [--symlinks | --copies] [--clear] ENV_DIR [ENV_DIR ...]',
    )
    return 2
  }
  const root = folder.startsWith('/') ? folder : `${process.directory === '/' ? '' : process.directory}/${folder}`
  const home = interpreter.isManaged ? '/usr/bin' : `${interpreter.prefix}/bin`
  const site = `${root}/lib/python${interpreter.version}/site-packages`
  placeFile(
    process,
    `${root}/pyvenv.cfg`,
    `home = ${home}\ninclude-system-site-packages = false\nversion = ${interpreter.version}\n`,
  )
  placeLink(process, `${root}/bin/python3`, `${home}/python${interpreter.version}`)
  placeLink(process, `${root}/bin/python`, 'python3')
  placeLink(process, `${root}/bin/python${interpreter.version}`, 'python3')
  placeLink(process, `${root}/lib64`, 'lib')
  const source = 'estimate: a virtual environment with pip'
  for (const name of ['pip', 'pip3'])
    placeFile(
      process,
      `${root}/bin/${name}`,
      sized({ identity: `venv:${name}`, size: 240, kind: 'text', source, program: 'pip' }),
      0o755,
    )
  placeFile(
    process,
    `${root}/bin/activate`,
    `VIRTUAL_ENV=${root}\nexport VIRTUAL_ENV\nPATH="$VIRTUAL_ENV/bin:$PATH"\nexport PATH\n`,
  )
  placeFile(process, `${site}/pip-25.3.dist-info/METADATA`, 'Metadata-Version: 2.1\nName: pip\nVersion: 25.3\n')
  placeFile(
    process,
    `${site}/pip/.other-files`,
    sized({ identity: 'venv:pip files', size: 11_500_000, kind: 'text', source }),
  )
  work(process, 2_500)
  return 0
}

/** Lines that only import and print literals. */
function runLines(process: Process, interpreter: Interpreter | undefined, source: string, version: string): number {
  for (const line of source.split(/[\n;]/)) {
    const text = line.trim()
    if (text === '' || text.startsWith('#')) continue
    const imported = /^(?:import|from)\s+([\w., ]+)/.exec(text)?.[1]
    if (imported !== undefined) {
      for (const name of imported.split(/\s*,\s*/)) {
        const status = importModule(process, interpreter, name.replace(/\s+(as|import)\b.*/, '').split('.')[0] ?? '')
        if (status !== 0) return status
      }
      continue
    }
    const printed = /^print\((.*)\)$/.exec(text)?.[1]
    const value = printed === undefined ? undefined : literalValue(printed.trim(), version)
    if (value === undefined) return notSimulated(process, 'running Python code')
    say(process, value)
  }
  return 0
}

function literalValue(expression: string, version: string): string | undefined {
  const literal = /^"([^"\\]*)"$|^'([^'\\]*)'$|^(-?\d+(?:\.\d+)?|True|False|None)$|^$/.exec(expression)
  if (literal !== null) return literal[1] ?? literal[2] ?? literal[3] ?? ''
  return /^sys\.version(\.split\(\)\[0\])?$/.test(expression) ? version : undefined
}

function importModule(process: Process, interpreter: Interpreter | undefined, name: string): number {
  if (standard.has(name) || interpreter === undefined) return 0
  if (!hasModule(process, interpreter, name)) {
    complain(
      process,
      'Traceback (most recent call last):',
      '  File "<string>", line 1, in <module>',
      `ModuleNotFoundError: No module named '${name}'`,
    )
    return 1
  }
  const library = libraryOf(process, interpreter, name)
  if (library === undefined || hasLibrary(process, library)) return 0
  complain(
    process,
    'Traceback (most recent call last):',
    '  File "<string>", line 1, in <module>',
    `ImportError: ${interpreter.libc === 'musl' ? `Error loading shared library ${library}: No such file or directory` : `${library}: cannot open shared object file: No such file or directory`}`,
  )
  return 1
}
