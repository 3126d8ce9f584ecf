/**
 * A Dockerfile's text read lightly, for a page on which the parser is not loaded yet: enough to colour it and to list its steps. The
 * simulator's parser takes over as soon as someone touches the workbench, and settles what this only guesses (heredocs above all).
 */

/** A stretch of one line; `text` pieces put together give the line. */
export interface Piece {
  readonly kind: 'keyword' | 'comment' | 'string' | 'variable' | 'flag' | 'text'
  readonly text: string
}

const keyword =
  /^\s*(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)(?=\s|$)/i
const pattern =
  /("(?:\\.|[^"\\])*"|'[^']*')|(\$\{[^}]*\}|\$\w+)|(?<=\s)(--?[a-zA-Z][\w-]*)|(\b(?:AS|as)\b(?=\s+\w+\s*$))/g

/** Each line of a Dockerfile in coloured pieces. */
export function plainPieces(text: string): readonly (readonly Piece[])[] {
  let continued = false
  return text.split('\n').map((line) => {
    if (/^\s*#/.test(line)) return [{ kind: 'comment', text: line }]
    const head = continued ? undefined : keyword.exec(line)?.[0]
    continued = /\\\s*$/.test(line) || (continued && line.trim() === '')
    const rest = head === undefined ? line : line.slice(head.length)
    return [...(head === undefined ? [] : [{ kind: 'keyword', text: head } as const]), ...piecesOf(rest)]
  })
}

function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) pieces.push({ kind: 'text', text: text.slice(at, match.index) })
    pieces.push({ kind: kindOf(match), text: match[0] })
    at = match.index + match[0].length
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) })
  return pieces
}

function kindOf(match: RegExpExecArray): Piece['kind'] {
  if (match[1] !== undefined) return 'string'
  if (match[2] !== undefined) return 'variable'
  return match[3] === undefined ? 'keyword' : 'flag'
}

/** One instruction as it can be told without a parser: its first line, from 1, and its words on one line. */
export interface PlainInstruction {
  readonly keyword: string
  readonly line: number
  readonly text: string
}

/** The instructions of a Dockerfile in order. */
export function plainInstructions(text: string): readonly PlainInstruction[] {
  const found: PlainInstruction[] = []
  let open = false
  text.split('\n').forEach((line, index) => {
    if (/^\s*#/.test(line)) return
    const words = line.replace(/\\\s*$/, '').trim()
    const last = found.at(-1)
    if (open && last !== undefined) found[found.length - 1] = { ...last, text: `${last.text} ${words}`.trim() }
    else if (keyword.test(line)) {
      const [name = ''] = words.split(/\s/)
      found.push({ keyword: name.toUpperCase(), line: index + 1, text: words })
    }
    open = /\\\s*$/.test(line)
  })
  return found
}
