import { sha256Hex } from '../values/digest.ts'
import type { Host } from './host.ts'

const adjectives =
  'brave calm clever eager gentle happy jolly keen kind lucid merry noble proud quiet sharp swift vivid warm wise young'.split(
    ' ',
  )
const people =
  'ada babbage bell curie darwin euler fermat gauss hopper kepler lamarr lovelace mendel noether pascal ride sagan turing volta wing'.split(
    ' ',
  )

/** The ID of the next thing that a host makes: 64 digits that follow from its name and how much it has made. */
export function nextID(host: Host): string {
  return sha256Hex(`${host.name} ${host.made}`)
}

/** A name for a container that was given none: two words, as docker makes them. */
export function nextName(host: Host): string {
  const seed = Number.parseInt(nextID(host).slice(0, 8), 16)
  const name = `${adjectives[seed % adjectives.length]}_${people[(seed >>> 8) % people.length]}`
  return host.containers.some((one) => one.name === name) ? `${name}${host.made}` : name
}
