import type { Shell } from '../shell.ts'

/** A command that is part of the shell. */
export interface Builtin {
  /** Special builtins: an error in them ends the shell, assignments before them last. Source: POSIX.1-2024, Shell Command Language, 2.15. */
  readonly isSpecial: boolean
  /** The first word is its name. Gives the status. */
  readonly run: (shell: Shell, words: readonly string[]) => number
}

/** Builtins by name. */
export type Builtins = Readonly<Record<string, Builtin>>

/** A builtin whose errors do not end the shell. */
export function regular(run: Builtin['run']): Builtin {
  return { isSpecial: false, run }
}

/** A special builtin. */
export function special(run: Builtin['run']): Builtin {
  return { isSpecial: true, run }
}
