import { textOf } from '../../../values/bytes.ts'
import { exists, list, readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { startByCard } from '../../services/start.ts'
import { complain, notSimulated, say, tool, work } from '../console.ts'
import { placeFile, placeLink, sized } from '../placing.ts'
import { type Interpreter, interpreterOf } from './interpreter.ts'
import { runPip } from './pip.ts'

/** `python3`: tells its version, runs lines that only print or import, and the modules pip, venv and compileall. */
export const python = tool({
  names: ['python3', 'python'],
  summary: 'Runs Python.',
  exact:
    'The version; lines of print and import (with what is installed, and the libraries that a package needs); -m pip; -m venv.',
  missing:
    'Running programs: a script fails with "not simulated", unless it does not exist or says only what can be told.',
  run: (process) => {
    work(process, 30)
    const words = process.arguments.slice(1).filter((word) => !/^-[uBEIsSOq]+$/.test(word))
    const [first, second = '', ...rest] = words
    const interpreter = interpreterOf(process)
    const version = process.environment.get('PYTHON_VERSION') ?? `${interpreter?.version ?? '3.11'}.2`
    if (first === '-V' || first === '--version') say(process, `Python ${version}`)
    else if (first === '-c') return runLines(process, interpreter, second, version)
    else if (first === '-m') return runModule(process, interpreter, second, rest)
    else if (first === '-' || first === undefined) return fromInput(process, interpreter, version)
    else return runScript(process, first)
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

function runScript(process: Process, script: string): number {
  const text = readTextFile(process, script)
  if (text.errno === undefined)
    return startByCard(process, script) ?? notSimulated(process, `running ${script} with Python`)
  const reason = text.errno === 'EACCES' ? '[Errno 13] Permission denied' : '[Errno 2] No such file or directory'
  complain(
    process,
    `python3: can't open file '${script.startsWith('/') ? script : `${process.directory === '/' ? '' : process.directory}/${script}`}': ${reason}`,
  )
  return 2
}

function runModule(
  process: Process,
  interpreter: Interpreter | undefined,
  name: string,
  words: readonly string[],
): number {
  switch (name) {
    case 'pip':
      return runPip(process, words)
    case 'venv':
      return makeEnvironment(process, interpreter, words)
    case 'compileall':
      return 0
    default:
      if (interpreter !== undefined && !hasModule(process, interpreter, name)) {
        complain(process, `/usr/local/bin/python3: No module named ${name}`)
        return 1
      }
      return notSimulated(process, `python -m ${name}`)
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

const standard = new Set([
  'sys',
  'os',
  'json',
  're',
  'ssl',
  'sqlite3',
  'time',
  'datetime',
  'pathlib',
  'http',
  'urllib',
  'socket',
  'subprocess',
  'math',
  'random',
  'hashlib',
  'logging',
  'platform',
  'shutil',
  'tempfile',
  'zlib',
  'ctypes',
  'asyncio',
  'argparse',
  'collections',
  'functools',
  'itertools',
  'typing',
  'uuid',
  'base64',
  'csv',
  'io',
  'string',
  'threading',
])

function hasModule(process: Process, interpreter: Interpreter, name: string): boolean {
  const folders = [
    interpreter.packages,
    process.directory,
    ...(process.environment.get('PYTHONPATH') ?? '').split(':').filter((path) => path !== ''),
  ]
  return folders.some((folder) => exists(process, `${folder}/${name}`) || exists(process, `${folder}/${name}.py`))
}

/** The library that an installed package was linked to. */
function libraryOf(process: Process, interpreter: Interpreter, name: string): string | undefined {
  const info = (list(process, interpreter.packages).value ?? []).find(
    (folder) => folder.startsWith(`${name}-`) && folder.endsWith('.dist-info'),
  )
  if (info === undefined) return undefined
  return /^Requires-External: (.*)$/m.exec(
    readTextFile(process, `${interpreter.packages}/${info}/METADATA`).value ?? '',
  )?.[1]
}

function hasLibrary(process: Process, library: string): boolean {
  if (['/usr/lib', '/lib', '/usr/lib/x86_64-linux-gnu'].some((folder) => exists(process, `${folder}/${library}`)))
    return true
  // Debian's package is known by its other files.
  return library === 'libpq.so.5' && exists(process, '/usr/share/doc/libpq5/.other-files')
}
