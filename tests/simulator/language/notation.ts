import type { Dockerfile } from '../../../simulator/dockerfile/instruction.ts'
import { parseDockerfile } from '../../../simulator/dockerfile/parse.ts'
import type { BaseFacts } from '../../../simulator/image/facts.ts'
import type { Surroundings } from '../../../simulator/language/surroundings.ts'
import { exact } from '../../../simulator/values/estimate.ts'

/** A Dockerfile with a cursor, written as `‸`. */
export function marked(text: string): { readonly dockerfile: Dockerfile; readonly offset: number } {
  const offset = text.indexOf('‸')
  if (offset === -1) throw new RangeError(`no cursor in ${text}`)
  return { dockerfile: parseDockerfile(text.replace('‸', '')), offset }
}

const alpine: BaseFacts = {
  reference: 'alpine:3.22',
  platform: { os: 'linux', architecture: 'amd64' },
  settings: { Env: ['PATH=/bin', 'LANG=C'], Cmd: ['/bin/sh'] },
  system: { family: 'alpine', version: '3.22', libc: 'musl', packageManager: 'apk' },
  size: exact(8_310_000),
  layers: 1,
  programs: ['sh', 'apk'],
  users: ['root', 'nobody', 'node'],
}

/** A context, a catalog of two images of which one is loaded, and a build argument. */
export const world: Surroundings = {
  files: [
    { path: 'app.py', isIgnored: false },
    { path: 'src/main.py', isIgnored: false },
    { path: 'src/lib/a.py', isIgnored: false },
    { path: 'target/out.jar', isIgnored: true },
  ],
  images: [
    { reference: 'alpine:3.22', size: 8_310_000, supportUntil: '2027-05-01' },
    { reference: 'node:22', size: 1_120_000_000 },
  ],
  bases: new Map([['docker.io/library/alpine:3.22', alpine]]),
  buildArgs: { GIVEN: 'from-outside' },
}
