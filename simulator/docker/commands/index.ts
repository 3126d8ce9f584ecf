import type { ReadyCommand } from '../command.ts'
import { build, builderPrune } from './build.ts'
import { diff, exec, kill, logs, port, ps, restart, rm, stop, top } from './containers.ts'
import { history, images, rmi, tag } from './images.ts'
import { login, logout } from './login.ts'
import { manifestInspect, pull, push, search } from './registry.ts'
import { create, run, startCommand } from './run.ts'

/** All commands that docker knows here. */
export const commands: readonly ReadyCommand[] = [
  build,
  builderPrune,
  create,
  diff,
  exec,
  history,
  images,
  kill,
  login,
  logout,
  logs,
  manifestInspect,
  port,
  ps,
  pull,
  push,
  restart,
  rm,
  rmi,
  run,
  search,
  startCommand,
  stop,
  tag,
  top,
]
