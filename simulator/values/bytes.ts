const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A text as UTF-8 bytes. */
export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text)
}

/** UTF-8 bytes as a text; what is not UTF-8 becomes U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

/** All pieces one after another, as one array. */
export function concatBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let offset = 0
  for (const piece of pieces) {
    whole.set(piece, offset)
    offset += piece.length
  }
  return whole
}

/** Whether two arrays hold the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a === b || (a.length === b.length && a.every((byte, at) => byte === b[at]))
}

/** Order of two texts by their UTF-8 bytes, as Go and tar order names: negative, zero or positive. */
export function compareBytes(a: string, b: string): number {
  // Code points order as UTF-8 bytes do; UTF-16 units differ only where surrogates meet U+E000 and above.
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at)
    const right = b.charCodeAt(at)
    if (left !== right) return surrogatesLast(left) - surrogatesLast(right)
  }
  return a.length - b.length
}

function surrogatesLast(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
