import type { Host, LineRun } from '../../simulator/hosts.ts'
import { configDigest, type Image, parseReference, type Registry } from '../../simulator/index.ts'

/** A name in a registry: `docker.io/you/app`, `latest`. */
export interface Place {
  readonly repository: string
  readonly tag: string
}

/** What was typed in place of a button, and what came of it. */
export interface Pressed {
  readonly line: string
  readonly output: string
  readonly isRefused: boolean
}

/** Types a line on a computer and keeps what it does. */
export type TypeLine = (line: string, host: Host) => Promise<LineRun>

/** The password of accounts that a button makes. */
const coursePassword = 'layerwise'

/**
 * Pushes an image from a laptop: signs in where nobody is, as the owner of the repository, gives the image its name there, and pushes. What is refused is
 * refused in docker's words.
 */
export async function pushedFrom(
  laptop: Host,
  image: Image,
  { repository, tag }: Place,
  registry: Registry | undefined,
  type: TypeLine,
): Promise<Pressed> {
  const [domain = '', owner = ''] = repository.split('/')
  const isHub = domain === 'docker.io'
  const account = isHub ? owner : 'you'
  const name = `${isHub ? repository.slice('docker.io/'.length) : repository}${tag === 'latest' ? '' : `:${tag}`}`
  const password = registry?.servers.get(domain)?.accounts.get(account) ?? coursePassword
  const signIn = `echo ${password} | docker login -u ${account} --password-stdin${isHub ? '' : ` ${domain}`}`
  const source = sourceName(laptop, image, `${repository}:${tag}`)
  const lines = [
    ...(laptop.logins.has(domain) ? [] : [signIn]),
    ...(source === undefined ? [] : [`docker tag ${source} ${name}`]),
    `docker push ${name}`,
  ]
  const ran = await type(lines.join(' && '), laptop)
  return { line: lines.join('\n'), output: textOf(ran), isRefused: ran.host.status !== 0 }
}

/** Pulls an image on computers; of several the last one's output is given, or the first refusal. */
export async function pulledOn(hosts: readonly Host[], { repository, tag }: Place, type: TypeLine): Promise<Pressed> {
  const line = `docker pull ${repository.replace(/^docker\.io\//, '')}:${tag}`
  let output = ''
  for (const host of hosts) {
    const ran = await type(line, host)
    output = textOf(ran)
    if (ran.host.status !== 0) return { line, output, isRefused: true }
  }
  return { line, output, isRefused: false }
}

/** What an image is called on a host; undefined where it has the wanted name already. */
function sourceName({ images }: Host, image: Image, wanted: string): string | undefined {
  const id = configDigest(image)
  const tags = images.find((held) => held.id === id)?.tags ?? []
  if (tags.includes(wanted)) return undefined
  const reference = parseReference(tags[0] ?? '')
  return 'error' in reference ? id.slice('sha256:'.length, 'sha256:'.length + 12) : reference.familiar
}

function textOf({ output }: LineRun): string {
  return output.map(({ text }) => text).join('')
}
