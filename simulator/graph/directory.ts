import type { ArgumentInstruction } from '../dockerfile/instruction.ts'
import { cleanPath, resolvePath } from '../values/path.ts'
import { upperFirstWord } from './names.ts'
import type { Planner } from './planner.ts'
import { type StageState, withHistory, withSettings } from './state.ts'
import { vertexOf } from './vertex.ts'

/**
 * WORKDIR: the setting, and a vertex that makes the directory unless it is the root. Source: moby/buildkit dockerfile2llb/convert.go,
 * dispatchWorkdir.
 */
export function dispatchWorkdir(planner: Planner, state: StageState, instruction: ArgumentInstruction): StageState {
  const written = planner.expand(instruction, instruction.argument, state)
  // An absolute path stays as it is written; only a joined one is cleaned. Source: moby/buildkit util/system/path.go; recorded case workdir-paths.
  const path = written.startsWith('/') ? written : resolvePath(state.settings.WorkingDir ?? '/', written)
  const next = withSettings({ ...state, directorySet: true }, { WorkingDir: path })
  if (path === '/') return withHistory(next, `WORKDIR ${path}`)
  const vertex = vertexOf({
    operation: {
      kind: 'directory',
      path: cleanPath(path),
      mode: 0o755,
      owner: state.settings.User ?? '',
      ...(planner.epoch === undefined ? {} : { created: planner.epoch }),
    },
    inputs: [state.vertex],
    name: planner.current.nextName(upperFirstWord(planner.display(instruction.text, state, false))),
    stage: planner.current.index,
    instruction: planner.current.instruction,
    // WORKDIR is never marked by --no-cache.
    ignoreCache: false,
  })
  return withHistory({ ...next, vertex }, `WORKDIR ${path}`, vertex)
}
