import { list, readTextFile } from '../../files.ts'
import type { Errno, Process } from '../../process.ts'
import { placeFile, removeAll, sized } from '../placing.ts'
import { normalName, type PipIndex, type PipPackage } from './index-data.ts'
import type { Interpreter } from './interpreter.ts'

/** Commands that packages bring, where they are not called as the package. */
const commandsOf: Readonly<Record<string, readonly string[]>> = {
  black: ['black'],
  celery: ['celery'],
  django: ['django-admin'],
  flask: ['flask'],
  gunicorn: ['gunicorn'],
  httpx: ['httpx'],
  ipython: ['ipython'],
  jupyter: ['jupyter'],
  mypy: ['mypy'],
  poetry: ['poetry'],
  pytest: ['pytest'],
  ruff: ['ruff'],
  streamlit: ['streamlit'],
  uv: ['uv'],
  uvicorn: ['uvicorn'],
  uwsgi: ['uwsgi'],
}

/** Folders of packages that are imported under another name. */
const modulesOf: Readonly<Record<string, string>> = {
  beautifulsoup4: 'bs4',
  'opencv-python-headless': 'cv2',
  pillow: 'PIL',
  'psycopg2-binary': 'psycopg2',
  pyjwt: 'jwt',
  'python-dateutil': 'dateutil',
  'python-dotenv': 'dotenv',
  pyyaml: 'yaml',
  'scikit-learn': 'sklearn',
}

/** The name under which a package is imported. */
export function moduleOf(name: string): string {
  return modulesOf[name] ?? name.replaceAll('-', '_')
}

/** Puts a package's files into the system: its description, its commands, and one file each for the rest and for what is compiled. */
export function placePackage(
  process: Process,
  python: Interpreter,
  found: PipPackage,
  version: string,
  how: { readonly compiles: boolean; readonly target: string | undefined },
  index: PipIndex,
): Errno | undefined {
  const folder = how.target ?? python.packages
  const identity = `pip:${found.name}@${version}`
  const info = `${folder}/${found.name.replaceAll('-', '_')}-${version}.dist-info`
  const module = `${folder}/${moduleOf(found.name)}`
  const commands = how.target === undefined ? (commandsOf[found.name] ?? []) : []
  const library = found.library === undefined ? '' : `Requires-External: ${found.library}\n`
  const metadata = `Metadata-Version: 2.1\nName: ${found.name}\nVersion: ${version}\n${library}`
  const scripts = commands.map((command) => `${python.prefix}/bin/${command}`)
  const paths = [module, info, ...scripts]
  const wrong = placeFile(process, `${info}/METADATA`, metadata)
  if (wrong !== undefined) return wrong
  placeFile(process, `${info}/RECORD`, `${paths.join('\n')}\n`)
  for (const [at, command] of commands.entries())
    placeFile(
      process,
      scripts[at] ?? '',
      `#!${python.executable}\nfrom ${moduleOf(found.name)} import main\nmain()  # ${command}\n`,
      0o755,
    )
  const kind = found.kind === 'any' ? 'text' : 'binary'
  const { source } = index
  placeFile(
    process,
    `${module}/.other-files`,
    sized({ identity: `${identity}/files`, size: found.installed - metadata.length, kind, source }),
  )
  if (how.compiles && found.compiled > 0)
    placeFile(
      process,
      `${module}/__pycache__/.other-files`,
      sized({ identity: `${identity}/compiled ${python.version}`, size: found.compiled, kind: 'binary', source }),
    )
  return undefined
}

function nameIn(metadata = ''): string {
  return /^Name: (.*)$/m.exec(metadata)?.[1] ?? ''
}

/** Removes an installed package; false when it is not installed. */
export function removePackage(process: Process, python: Interpreter, name: string): boolean {
  const info = (list(process, python.packages).value ?? []).find(
    (folder) =>
      folder.endsWith('.dist-info') &&
      normalName(nameIn(readTextFile(process, `${python.packages}/${folder}/METADATA`).value)) === normalName(name),
  )
  if (info === undefined) return false
  const paths = (readTextFile(process, `${python.packages}/${info}/RECORD`).value ?? '').split('\n')
  for (const path of paths) if (path.startsWith('/')) removeAll(process, path)
  removeAll(process, `${python.packages}/${info}`)
  return true
}
