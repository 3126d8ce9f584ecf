import { exists, readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { formatTime } from '../../programs/calendar.ts'
import type { Card } from '../../services/card.ts'
import { runCard } from '../../services/card-service.ts'
import type { Plain } from '../../services/recognise/explore.ts'
import { flaskServer, gunicornServer } from '../../services/recognise/flask-server.ts'
import { recogniseFlask, recognisePython } from '../../services/recognise/python.ts'
import { folderCard } from '../../services/recognise/python-folder.ts'
import type { PythonWorld } from '../../services/recognise/python-program.ts'
import { checkedCard } from '../../services/recognise/understood.ts'
import { startByCard } from '../../services/start.ts'
import { complain } from '../console.ts'
import type { Interpreter } from './interpreter.ts'
import { hasModule, standard } from './modules.ts'

/** A Python that was started. */
export interface RunningPython {
  readonly process: Process
  readonly interpreter: Interpreter | undefined
  readonly version: string
  readonly isUnbuffered: boolean
}

function worldOf(
  { process, interpreter, version, isUnbuffered }: RunningPython,
  path: string,
  source: string,
  words: readonly string[] = [],
): PythonWorld {
  return {
    budget: process.machine.budget,
    path,
    directory: process.directory,
    arguments: words,
    moduleName: '__main__',
    version,
    isBuffered: !isUnbuffered,
    environment: process.environment,
    source,
    library: `${interpreter?.prefix ?? '/usr/local'}/lib/python${interpreter?.version ?? '3'}`,
    hasModule: (name) => standard.has(name) || (interpreter !== undefined && hasModule(process, interpreter, name)),
  }
}

/** Runs a script by its card, or by what is recognised in it; undefined when neither says what it does. */
export function runPythonScript(
  python: RunningPython,
  path: string,
  source: string,
  words: readonly string[],
): number | undefined {
  // What pip puts beside python for a package's commands.
  const command = /^#!.*\nfrom \w+ import main\nmain\(\) {2}# (\w+)\n$/.exec(source)?.[1]
  if (command === 'flask') return runFlask(python, words)
  if (command === 'gunicorn') return runGunicorn(python, words)
  return startByCard(python.process, path, (source) => recognisePython(worldOf(python, path, source, words)))
}

/** Runs a module that serves: `http.server`, `flask`; undefined for another. */
export function runPythonModule(python: RunningPython, name: string, words: readonly string[]): number | undefined {
  switch (name) {
    case 'http.server':
      return serveFolder(python, words)
    case 'flask':
      return runFlask(python, words)
    default:
      return undefined
  }
}

function serveFolder({ process, version, isUnbuffered }: RunningPython, words: readonly string[]): number | undefined {
  let port = 8000
  let address = '0.0.0.0'
  let folder = process.directory
  for (let at = 0; at < words.length; at++) {
    const [word = '', joined] = (words[at] ?? '').split('=')
    if (/^\d+$/.test(word)) port = Number(word)
    else if (word === '-b' || word === '--bind') address = joined ?? words[++at] ?? ''
    else if (word === '-d' || word === '--directory') folder = joined ?? words[++at] ?? ''
    else return undefined
  }
  if (!folder.startsWith('/')) folder = `${process.directory === '/' ? '' : process.directory}/${folder}`
  const card = folderCard(folder.replace(/\/\.?$/, ''), address, port, version)
  return runCard(process, isUnbuffered ? withoutBuffer(card) : card, '')
}

function withoutBuffer(card: Card): Card {
  const { start_line: line } = card
  return typeof line === 'object' && 'text' in line ? { ...card, start_line: { ...line, buffered: false } } : card
}

/** `flask run`: the application of FLASK_APP, `--app`, `app.py` or `wsgi.py`. Source: Flask documentation, "Application Discovery". */
export function runFlask(python: RunningPython, words: readonly string[]): number | undefined {
  const { process, version } = python
  const options = optionsOf(words)
  if (options === undefined || options.get('') !== 'run') return undefined
  const named = options.get('app') ?? options.get('A') ?? process.environment.get('FLASK_APP')
  const name = (named ?? ['app', 'wsgi'].find((one) => exists(process, `${process.directory}/${one}.py`)))?.split(
    ':',
  )[0]
  if (name === undefined) {
    complain(
      process,
      "Error: Could not locate a Flask application. Use the 'flask --app' option, 'FLASK_APP' environment variable, or a 'wsgi.py' or 'app.py' file in the current directory.",
    )
    return 2
  }
  const app = flaskAt(python, name)
  if (app === undefined) return undefined
  const host = options.get('host') ?? options.get('h') ?? process.environment.get('FLASK_RUN_HOST') ?? '127.0.0.1'
  const port = options.get('port') ?? options.get('p') ?? process.environment.get('FLASK_RUN_PORT') ?? '5000'
  return runCard(process, checkedCard({ ...flaskServer(`${host}:${port}`, named ?? name, version), ...app }), '')
}

/** `gunicorn app:app`: an application of Flask behind its server. Undefined where it cannot be told what it does. */
export function runGunicorn(python: RunningPython, words: readonly string[]): number | undefined {
  const options = optionsOf(words)
  const name = /^([\w.]+):\w+$/.exec(options?.get('') ?? '')?.[1]
  const app = name === undefined ? undefined : flaskAt(python, name)
  if (options === undefined || app === undefined) return undefined
  const address = options.get('b') ?? options.get('bind') ?? '127.0.0.1:8000'
  const workers = Number(options.get('w') ?? options.get('workers') ?? '1')
  const isLogged = (options.get('access-logfile') ?? '') === '-'
  const listens = address.startsWith(':') ? `0.0.0.0${address}` : address
  if (!/^[\w.]+:\d+$/.test(listens) || !(workers >= 1 && workers <= 64)) return undefined
  const { process } = python
  const now = formatTime('%Y-%m-%d %H:%M:%S +0000', process.machine.clock.now())
  return runCard(process, checkedCard({ ...gunicornServer(listens, now, workers, isLogged), ...app }), '')
}

/** Options by name without dashes; the first word that is none is that of the empty name. */
function optionsOf(words: readonly string[]): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>()
  for (let at = 0; at < words.length; at++) {
    const [, name, joined] = /^--?([\w-]+?)(?:=(.*))?$/.exec(words[at] ?? '') ?? []
    if (name !== undefined) found.set(name, joined ?? words[++at] ?? '')
    else if (found.has('')) return undefined
    else found.set('', words[at] ?? '')
  }
  return found
}

function flaskAt(python: RunningPython, name: string): Readonly<Record<string, Plain>> | undefined {
  const { process } = python
  const path = `${process.directory === '/' ? '' : process.directory}/${name.replace(/\.py$/, '').replaceAll('.', '/')}.py`
  const source = readTextFile(process, path).value
  if (source === undefined) return undefined
  return recogniseFlask({ ...worldOf(python, path, source), moduleName: name })
}
