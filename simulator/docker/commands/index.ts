import type { ReadyCommand } from '../command.ts'
import { about, systemDf, version } from './about.ts'
import { exportCommand, load, save } from './archive.ts'
import { attach } from './attach.ts'
import { build } from './build.ts'
import { builderPrune, buildxList, buildxVersion, du, imagetoolsInspect } from './buildx.ts'
import { commit, importCommand } from './commit.ts'
import { diff, exec, kill, port, restart, rm, stop } from './containers.ts'
import { cp } from './cp.ts'
import { events } from './events.ts'
import { history } from './history.ts'
import { images, rmi, tag } from './images.ts'
import { init } from './init.ts'
import { containerInspect, imageInspect, inspect, networkInspect, volumeInspect } from './inspect.ts'
import { pause, rename, stats, unpause, update, wait } from './life.ts'
import { login, logout } from './login.ts'
import { logs } from './logs.ts'
import { networkConnect, networkCreate, networkDisconnect, networkList, networkRemove } from './networks.ts'
import { containerPrune, imagePrune, networkPrune, systemPrune, volumePrune } from './prune.ts'
import { ps } from './ps.ts'
import { manifestInspect, pull, push, search } from './registry.ts'
import { create, run, startCommand } from './run.ts'
import { top } from './top.ts'
import { volumeCreate, volumeList, volumeRemove } from './volumes.ts'

/** All commands that docker knows here. */
export const commands: readonly ReadyCommand[] = [
  ...[
    about,
    attach,
    build,
    builderPrune,
    buildxList,
    buildxVersion,
    commit,
    containerInspect,
    containerPrune,
    cp,
    create,
  ],
  ...[
    diff,
    du,
    events,
    exec,
    exportCommand,
    history,
    imageInspect,
    imagePrune,
    images,
    imagetoolsInspect,
    importCommand,
    init,
    inspect,
  ],
  ...[kill, load, login, logout, logs, manifestInspect, networkConnect, networkCreate, networkDisconnect],
  ...[networkInspect, networkList, networkPrune, networkRemove, pause, port, ps, pull, push, rename, restart, rm, rmi],
  ...[run, save, search, startCommand, stats, stop, systemDf, systemPrune, tag, top, unpause, update, version],
  ...[volumeCreate, volumeInspect, volumeList, volumePrune, volumeRemove, wait],
]
