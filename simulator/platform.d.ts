/** The only globals of the platform that the simulator uses beside the language: UTF-8 codecs, the same in Node, page and worker. */
declare class TextEncoder {
  encode(text: string): Uint8Array
}
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean })
  decode(bytes?: Uint8Array): string
}
