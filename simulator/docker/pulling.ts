import { configDigest } from '../image/config.ts'
import type { Reference } from '../image/reference.ts'
import type { Output, Process } from '../machine/process.ts'
import { findImage, repositoryOf } from '../registry/library.ts'
import { lineRates } from '../registry/line.ts'
import { type LayerPull, pullImage } from '../registry/pull.ts'
import { type Refusal, whyNoPull } from '../registry/rights.ts'
import { movedEvent } from './events.ts'
import type { HeldImage, HostDraft } from './host.ts'
import { ImageNeeded } from './interruption.ts'
import { progressSayings, type Saying, sayInTime } from './moving.ts'
import { hasPlatform, noManifest } from './platform.ts'
import { shortID } from './texts.ts'

/** Fetches an image as `docker pull` does; refused in the daemon's words. Throws {@link ImageNeeded} where the catalog must be asked first. */
export function pullReference(
  draft: HostDraft,
  output: Output,
  reference: Reference,
  platform?: string,
): { readonly held: HeldImage } | { readonly refused: string } {
  const repository = repositoryOf(reference)
  const refusal = whyNoPull(draft.registry, repository, draft.host.logins.get(reference.domain))
  if (refusal !== undefined) return { refused: pullRefusal(refusal, reference) }
  const found = findImage(draft.registry, draft.world.catalog, reference)
  if (found.kind === 'not-loaded') throw new ImageNeeded(reference.normal)
  if (found.kind === 'no-repository') return { refused: pullRefusal('denied', reference) }
  if (found.kind === 'no-manifest')
    return { refused: `manifest for ${reference.familiar} not found: manifest unknown: manifest unknown` }
  const { image, digest } = found
  if (!hasPlatform(image, platform)) return { refused: noManifest(platform) }
  const { host } = draft
  const name = reference.tag ?? digest
  output.write(`${name}: Pulling from ${reference.path}\n`)
  const before = host.images.find(({ id }) => id === configDigest(image))
  const isUpToDate = before?.tags.includes(reference.normal) === true
  if (before === undefined) {
    const pull = pullImage(
      image,
      host.images.map((held) => held.image),
    )
    sayInTime(draft, output, sayingsOf(pull.layers))
    draft.pass(pull.durationMs.value - Math.max(0, ...pull.layers.map(({ unpackedMs }) => unpackedMs)))
  } else draft.pass(3 * lineRates.answer)
  const pinned = `${repository}@${digest}`
  const held = draft.putImage(image, reference.digest === undefined ? [reference.normal] : [], [pinned])
  draft.tell(movedEvent(held, 'pull', reference.familiar, draft.now))
  output.write(`Digest: ${digest}\n`)
  output.write(`Status: ${isUpToDate ? 'Image is up to date' : 'Downloaded newer image'} for ${reference.familiar}\n`)
  return { held }
}

function sayingsOf(layers: readonly LayerPull[]): readonly Saying[] {
  const askedMs = Math.min(...layers.map(({ startMs }) => startMs))
  let sent = 0
  return layers.flatMap(({ way, blob, startMs, endMs, unpackedMs }): readonly Saying[] => {
    const id = shortID(blob.digest)
    const say = (atMs: number, text: string): Saying => ({ atMs, id, text })
    if (way === 'again') return []
    if (way !== 'sent') return [say(askedMs, 'Already exists')]
    sent += 1
    return [
      say(askedMs, 'Pulling fs layer'),
      ...(sent > lineRates.downloads ? [say(askedMs, 'Waiting')] : []),
      ...progressSayings(id, 'Downloading', { startMs: startMs + lineRates.answer, endMs, bytes: blob.size.value }),
      say(endMs, 'Verifying Checksum'),
      say(endMs, 'Download complete'),
      say(unpackedMs, 'Pull complete'),
    ]
  })
}

function pullRefusal(refusal: Refusal, reference: Reference): string {
  const { domain, path, tag, digest } = reference
  switch (refusal) {
    case 'unreachable':
      return unreachable(domain)
    case 'no-account':
      return `Head "https://${domain}/v2/${path}/manifests/${digest ?? tag}": no basic auth credentials`
    case 'denied': {
      const name = domain === 'docker.io' ? path.replace(/^library\//, '') : `${domain}/${path}`
      return `pull access denied for ${name}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`
    }
  }
}

/** What is said of a server that does not answer. */
export function unreachable(domain: string): string {
  const [host = ''] = domain.split(':')
  return host === 'localhost' || host === '127.0.0.1'
    ? `Get "http://${domain}/v2/": dial tcp 127.0.0.1:${domain.split(':')[1] ?? 80}: connect: connection refused`
    : `Get "https://${domain}/v2/": dial tcp: lookup ${host}: no such host`
}

/** Where a pull that is not seen writes. */
export function silent(process: Process): Output {
  return { ...process.output, write: () => true, isTerminal: false }
}
