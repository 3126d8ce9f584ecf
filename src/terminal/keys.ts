/** One thing that was typed: characters, or a key by its name. */
export type Key = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'key'; readonly name: KeyName }

export type KeyName =
  | 'enter'
  | 'tab'
  | 'backspace'
  | 'delete'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'home'
  | 'end'
  | 'word-left'
  | 'word-right'
  | 'kill-word'
  | 'kill-word-right'
  | 'kill-start'
  | 'kill-end'
  | 'yank'
  | 'search'
  | 'interrupt'
  | 'end-of-input'
  | 'clear'
  | 'escape'
  | 'quit'

/** What terminals send for keys. Source: xterm, control sequences; readline's bindings for the letters with Ctrl. */
const sequences: ReadonlyMap<string, KeyName> = new Map([
  ['\r', 'enter'],
  ['\n', 'enter'],
  ['\t', 'tab'],
  ['\x7f', 'backspace'],
  ['\b', 'backspace'],
  ['\x1b[3~', 'delete'],
  ...both('D', 'left'),
  ...both('C', 'right'),
  ...both('A', 'up'),
  ...both('B', 'down'),
  ...both('H', 'home'),
  ...both('F', 'end'),
  ['\x1b[1~', 'home'],
  ['\x1b[4~', 'end'],
  ['\x1b[1;5D', 'word-left'],
  ['\x1b[1;5C', 'word-right'],
  ['\x1b[1;3D', 'word-left'],
  ['\x1b[1;3C', 'word-right'],
  ['\x1bb', 'word-left'],
  ['\x1bf', 'word-right'],
  ['\x1bd', 'kill-word-right'],
  ['\x1b\x7f', 'kill-word'],
  ['\x01', 'home'],
  ['\x02', 'left'],
  ['\x03', 'interrupt'],
  ['\x04', 'end-of-input'],
  ['\x05', 'end'],
  ['\x06', 'right'],
  ['\x0b', 'kill-end'],
  ['\x0c', 'clear'],
  ['\x0e', 'down'],
  ['\x10', 'up'],
  ['\x11', 'quit'],
  ['\x12', 'search'],
  ['\x15', 'kill-start'],
  ['\x17', 'kill-word'],
  ['\x19', 'yank'],
  ['\x1b', 'escape'],
])

/** Cursor keys come in two forms. */
function both(letter: string, name: KeyName): readonly (readonly [string, KeyName])[] {
  return [
    [`\x1b[${letter}`, name],
    [`\x1bO${letter}`, name],
  ]
}

/** Reads what a terminal sends. Sequences that mean nothing here are left out. */
export function keysOf(sent: string): readonly Key[] {
  const keys: Key[] = []
  // Marks around what is pasted, line ends of all kinds.
  const plain = sent.replaceAll(/\x1b\[20[01]~/g, '').replaceAll('\r\n', '\r')
  for (const [piece] of plain.matchAll(
    /\x1b\[[\d;]*[A-Za-z~]|\x1bO[A-Z]|\x1b[\x20-\x7f]|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/g,
  )) {
    const name = sequences.get(piece)
    if (name !== undefined) keys.push({ kind: 'key', name })
    else if (!/^[\x00-\x1f]/.test(piece)) keys.push({ kind: 'text', text: piece })
  }
  return keys
}
