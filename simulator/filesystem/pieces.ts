import { concatBytes } from '../values/bytes.ts'
import { sha256Hex } from '../values/digest.ts'
import { type Content, emptyContent, identityOf, realContent, type SizedContent } from './content.ts'

/**
 * The bytes `from` to `to` (excluded) of a content. A stretch of sized content stays sized, with an identity derived from the whole's;
 * the whole itself comes back when nothing is left out. Bounds beyond the content are moved to it.
 */
export function sliceContent(content: Content, from: number, to: number = content.size): Content {
  const start = Math.max(0, Math.min(from, content.size))
  const end = Math.max(start, Math.min(to, content.size))
  if (start === 0 && end === content.size) return content
  if (start === end) return emptyContent
  if (content.kind === 'real') return realContent(content.bytes.subarray(start, end))
  if (content.parts !== undefined) return joinContents(sliceParts(content.parts, start, end))
  const whole = content.cut?.whole ?? content
  const offset = (content.cut?.from ?? 0) + start
  return stretchOf(whole, offset, end - start)
}

/**
 * Contents one after another as one. Real bytes stay real; as soon as one part is sized the whole is, with an identity derived from its
 * parts: putting the stretches of a content together again gives that content back.
 */
export function joinContents(contents: readonly Content[]): Content {
  if (contents.length > 1 && contents.every(isZeros)) return zeroContent(sizeOf(contents))
  const parts = mergedParts(contents)
  const first = parts[0]
  if (first === undefined) return emptyContent
  if (parts.length === 1) return first
  const source = parts.find((part) => part.kind === 'sized' && part.source !== undefined)
  return {
    kind: 'sized',
    size: sizeOf(parts),
    compressibility: largestSized(parts).compressibility,
    identity: `joined:${sha256Hex(parts.map((part) => `${identityOf(part)}:${part.size}`).join('\n'))}`,
    ...(source?.kind === 'sized' && source.source !== undefined && { source: source.source }),
    parts,
  }
}

/** Zeros up to this size are kept as real bytes, so that the layer's digest is exact. */
const mostRealZeros = 1 << 20

/** Zero bytes, as `/dev/zero` gives: real up to a mebibyte, sized above; equal for equal sizes. */
export function zeroContent(size: number): Content {
  if (size <= mostRealZeros) return size === 0 ? emptyContent : realContent(new Uint8Array(size))
  return { kind: 'sized', size, compressibility: 'zeros', identity: 'zeros' }
}

function isZeros(content: Content): boolean {
  if (content.kind === 'sized') return content.identity === 'zeros'
  return content.size > 64 && content.bytes.every((byte) => byte === 0)
}

function sizeOf(contents: readonly Content[]): number {
  return contents.reduce((size, content) => size + content.size, 0)
}

function sliceParts(parts: readonly Content[], start: number, end: number): readonly Content[] {
  const slices: Content[] = []
  let offset = 0
  for (const part of parts) {
    if (offset < end && offset + part.size > start) slices.push(sliceContent(part, start - offset, end - offset))
    offset += part.size
  }
  return slices
}

function stretchOf(whole: SizedContent, from: number, size: number): Content {
  if (from === 0 && size === whole.size) return whole
  const { compressibility, source } = whole
  // Zeros are the same wherever they are cut from.
  if (compressibility === 'zeros') return zeroContent(size)
  return {
    kind: 'sized',
    size,
    compressibility,
    identity: `${identityOf(whole)}[${from}+${size}]`,
    ...(source !== undefined && { source }),
    cut: { whole, from },
  }
}

/** Parts of parts spread out, neighbours that belong together merged, empty ones dropped. */
function mergedParts(contents: readonly Content[]): readonly Content[] {
  const merged: Content[] = []
  let bytes: Uint8Array[] = []
  const flush = (): void => {
    if (bytes.length === 0) return
    const only = bytes.length === 1 ? bytes[0] : undefined
    merged.push(realContent(only ?? concatBytes(bytes)))
    bytes = []
  }
  for (const part of contents.flatMap((content) => (content.kind === 'sized' && content.parts) || [content])) {
    if (part.size === 0) continue
    if (part.kind === 'real') {
      bytes.push(part.bytes)
      continue
    }
    flush()
    const before = merged.at(-1)
    const together = before?.kind === 'sized' ? mergeSized(before, part) : undefined
    if (together === undefined) merged.push(part)
    else merged[merged.length - 1] = together
  }
  flush()
  return merged
}

function mergeSized(a: SizedContent, b: SizedContent): Content | undefined {
  if (a.identity === 'zeros' && b.identity === 'zeros') return zeroContent(a.size + b.size)
  if (a.cut === undefined || b.cut === undefined) return undefined
  const follows = identityOf(a.cut.whole) === identityOf(b.cut.whole) && a.cut.from + a.size === b.cut.from
  return follows ? stretchOf(a.cut.whole, a.cut.from, a.size + b.size) : undefined
}

function largestSized(parts: readonly Content[]): SizedContent {
  const sized = parts.filter((part): part is SizedContent => part.kind === 'sized')
  const largest = sized.reduce<SizedContent | undefined>(
    (a, b) => (a !== undefined && a.size >= b.size ? a : b),
    undefined,
  )
  if (largest === undefined) throw new RangeError('real parts are joined before this')
  return largest
}
