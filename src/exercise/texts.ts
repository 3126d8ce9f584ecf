/** A piece of a line of prose. */
export interface Piece {
  readonly kind: 'text' | 'code' | 'strong'
  readonly text: string
}

/** A block of an exercise's prose. */
export type Block =
  | { readonly kind: 'paragraph'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Piece[])[] }
  | { readonly kind: 'code'; readonly text: string }

/**
 * The prose of an exercise: paragraphs, lists of `- ` lines, blocks of four blanks, `code` and **strong** words. Nothing else is read as anything, and it
 * becomes elements, never markup: exercises come from anywhere.
 */
export function proseOf(text: string): readonly Block[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((block): Block => {
      const lines = block.split('\n')
      if (lines.every((line) => line.startsWith('    ')))
        return { kind: 'code', text: lines.map((line) => line.slice(4)).join('\n') }
      if (lines.every((line) => /^\s*- |^\s{2,}\S/.test(line)))
        return {
          kind: 'list',
          items: block
            .split(/^\s*- /m)
            .filter((item) => item.trim() !== '')
            .map((item) => piecesOf(item.trim().replace(/\s+/g, ' '))),
        }
      return { kind: 'paragraph', pieces: piecesOf(block.replace(/\s+/g, ' ').trim()) }
    })
}

/** A line of prose in pieces. */
export function piecesOf(text: string): readonly Piece[] {
  return text
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part.length > 2 && part.startsWith('`') && part.endsWith('`'))
        return { kind: 'code', text: part.slice(1, -1) }
      if (part.length > 4 && part.startsWith('**') && part.endsWith('**'))
        return { kind: 'strong', text: part.slice(2, -2) }
      return { kind: 'text', text: part }
    })
}
