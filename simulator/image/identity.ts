import { type Digest, digestOf } from '../values/digest.ts'

/**
 * The identity of the file system after each layer, lowest first: the first is the diffID itself, each further one the digest of the one
 * before, a blank and the layer's diffID. Source: OCI image-spec, config.md, "Layer ChainID".
 */
export function chainIDs(diffIDs: readonly Digest[]): readonly Digest[] {
  const chain: Digest[] = []
  for (const diffID of diffIDs) {
    const below = chain.at(-1)
    chain.push(below === undefined ? diffID : digestOf(`${below} ${diffID}`))
  }
  return chain
}
