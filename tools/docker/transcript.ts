/** A session in a shell: a folder's files, lines that are typed, and what is printed. */
export interface Transcript {
  /** The lines of its head, without `# `: where it comes from, what else is said of it. */
  readonly head: readonly string[]
  readonly files: Readonly<Record<string, string>>
  readonly lines: readonly Line[]
}

/** One typed line. */
export interface Line {
  readonly text: string
  /** Only prepares: what it prints is not of interest. */
  readonly isQuiet: boolean
}

/**
 * Reads a transcript: `# ` begins a line of the head, `# file NAME` a file whose lines follow after `| `, `$ ` a typed line, `% ` one that only
 * prepares. All else is what was printed.
 */
export function readTranscript(text: string): Transcript {
  const head: string[] = []
  const files: Record<string, string> = {}
  const lines: Line[] = []
  let file = ''
  for (const line of text.split('\n')) {
    const mark = line.slice(0, 2)
    const rest = line.slice(2)
    if (lines.length === 0 && mark === '# ') {
      if (rest.startsWith('file ')) {
        file = rest.slice('file '.length)
        files[file] = ''
      } else head.push(rest)
    } else if (lines.length === 0 && line.startsWith('|')) files[file] = `${files[file] ?? ''}${rest}\n`
    else if (mark === '$ ' || mark === '% ') lines.push({ text: rest, isQuiet: mark === '% ' })
  }
  return { head, files, lines }
}

/** What was printed for one line, and the status it ended with. */
export interface Printed {
  readonly text: string
  readonly status: number
}

/** Writes a transcript with what was printed, in the order of its lines. */
export function writeTranscript({ head, files, lines }: Transcript, printed: readonly Printed[]): string {
  const parts = [
    ...head.map((line) => `# ${line}\n`),
    ...Object.entries(files).map(
      ([name, text]) =>
        `# file ${name}\n${text
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => `| ${line}`.trimEnd())
          .join('\n')}\n`,
    ),
    ...lines.map(({ text, isQuiet }, at) => {
      const { text: output = '', status = 0 } = printed[at] ?? {}
      const shown = isQuiet ? '' : output === '' || output.endsWith('\n') ? output : `${output}\n`
      return `${isQuiet ? '%' : '$'} ${text}\n${shown}${status === 0 ? '' : `[${status}]\n`}`
    }),
  ]
  return parts.join('')
}
