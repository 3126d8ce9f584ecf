import { directoryName } from '../../../values/path.ts'
import { exists, readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { recogniseNode } from '../../services/recognise/node.ts'
import { startByCard } from '../../services/start.ts'

/** Runs a script by its card, or by what is recognised in it; undefined when neither says what it does. `path` is absolute. */
export function runNodeScript(process: Process, path: string, version: string): number | undefined {
  return startByCard(process, path, (source) =>
    recogniseNode({
      budget: process.machine.budget,
      source,
      path,
      directory: process.directory,
      version,
      environment: process.environment,
      hasModule: (name) => hasModule(process, directoryName(path), name),
      hasFile: (file) => exists(process, file),
      isModule: path.endsWith('.mjs') || (!path.endsWith('.cjs') && isModuleAt(process, directoryName(path))),
    }),
  )
}

/** Whether a package lies in a node_modules of a folder or one above. Source: Node, "Loading from node_modules folders". */
function hasModule(process: Process, from: string, name: string): boolean {
  const packageName = name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
  return foldersAbove(from).some((folder) => exists(process, `${folder}/node_modules/${packageName}/package.json`))
}

function isModuleAt(process: Process, from: string): boolean {
  const nearest = foldersAbove(from).find((folder) => exists(process, `${folder}/package.json`))
  const text = nearest === undefined ? '' : (readTextFile(process, `${nearest}/package.json`).value ?? '')
  return /"type"\s*:\s*"module"/.test(text)
}

/** A folder and those above, without the last slash. */
function foldersAbove(from: string): readonly string[] {
  const names = from.split('/').filter((name) => name !== '')
  return [...names.map((_, at) => `/${names.slice(0, names.length - at).join('/')}`), '']
}
