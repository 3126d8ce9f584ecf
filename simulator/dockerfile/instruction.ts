import type { Problem } from '../values/problem.ts'
import type { LineRange, Range } from '../values/range.ts'

/** The instructions of the language, in upper case. Source: moby/buildkit frontend/dockerfile/command. */
export type Keyword =
  | 'ADD'
  | 'ARG'
  | 'CMD'
  | 'COPY'
  | 'ENTRYPOINT'
  | 'ENV'
  | 'EXPOSE'
  | 'FROM'
  | 'HEALTHCHECK'
  | 'LABEL'
  | 'MAINTAINER'
  | 'ONBUILD'
  | 'RUN'
  | 'SHELL'
  | 'STOPSIGNAL'
  | 'USER'
  | 'VOLUME'
  | 'WORKDIR'

/** A text as written, not expanded, quotes still there, and where it stands in the file (from its first to its last character). */
export interface Word {
  readonly text: string
  readonly range: Range
}

/** A here-document of RUN, COPY or ADD. */
export interface Heredoc {
  /** Name without quotes. */
  readonly name: string
  /** Body lines as written, each with its line end; tabs not yet removed. */
  readonly body: string
  /** Variables of the body are expanded (the name had no quotes). Matters in COPY and ADD only. */
  readonly expand: boolean
  /** `<<-`: leading tabs of each body line are removed when used. */
  readonly stripTabs: boolean
  /** File descriptor before `<<`, 0 when absent. */
  readonly descriptor: number
  /** The `<<EOF` word on the instruction's line. */
  readonly range: Range
  readonly bodyRange: Range
}

/** What RUN, CMD, ENTRYPOINT, SHELL and HEALTHCHECK CMD carry: a text for the shell, or words of a JSON array. */
export type Command =
  | { readonly form: 'shell'; readonly text: string; readonly range: Range }
  | { readonly form: 'exec'; readonly words: readonly string[]; readonly range: Range }

/** A comment line that stands directly above an instruction: its text without `#` and blanks around it. */
export interface Comment {
  readonly text: string
  readonly range: Range
}

/** What every instruction has, whatever its kind. */
export interface InstructionCommon {
  /** From the first character of the first physical line to the end of the last one, heredoc bodies included. */
  readonly range: Range
  /** First and last physical line, from 1; a heredoc's terminator included. */
  readonly lines: LineRange
  readonly keyword: Word
  /** The logical line: trimmed, continuation joined, comment lines taken out; heredoc bodies not included. */
  readonly text: string
  /** The offset in the file of each UTF-16 unit of `text`; of its end for an index past it. */
  readonly offsetOf: (index: number) => number
  /** Where physical lines were joined: pairs of an index in `text` and its offset after the keyword's, ascending; starts with 0, 0. */
  readonly joints: readonly number[]
  readonly comments: readonly Comment[]
  /** A blank line stands inside its continuation. */
  readonly emptyContinuation: boolean
  /** Where the bodies of here-documents stand, without their terminators, in order; also those of a trigger and of no source. */
  readonly bodies: readonly Range[]
  /** Flags as written, in order, for the editor; parsed values stand in each kind. */
  readonly flags: readonly Word[]
}

export interface FromInstruction extends InstructionCommon {
  readonly kind: 'FROM'
  readonly image: Word
  readonly platform?: Word
  /** `AS`, as written. */
  readonly as?: Word
  /** Stage name as written. */
  readonly name?: Word
}

export interface ArgInstruction extends InstructionCommon {
  readonly kind: 'ARG'
  readonly declarations: readonly { readonly name: Word; readonly value?: Word }[]
}

export interface PairsInstruction extends InstructionCommon {
  readonly kind: 'ENV' | 'LABEL'
  readonly pairs: readonly { readonly name: Word; readonly value: Word }[]
  /** `ENV name value` without `=`. */
  readonly legacy: boolean
}

export interface RunInstruction extends InstructionCommon {
  readonly kind: 'RUN'
  readonly command: Command
  readonly heredocs: readonly Heredoc[]
  /** Values of `--mount`, as written. */
  readonly mounts: readonly Word[]
  readonly network?: Word
  readonly security?: Word
  readonly devices: readonly Word[]
}

export interface CopyInstruction extends InstructionCommon {
  readonly kind: 'COPY' | 'ADD'
  /** In the order written, heredocs left out. */
  readonly sources: readonly Word[]
  readonly heredocs: readonly Heredoc[]
  readonly destination: Word
  readonly from?: Word
  readonly chown?: Word
  readonly chmod?: Word
  readonly link: boolean
  readonly parents: boolean
  readonly exclude: readonly Word[]
  readonly keepGitDir?: boolean
  readonly checksum?: Word
  readonly unpack?: boolean
}

export interface CommandInstruction extends InstructionCommon {
  readonly kind: 'CMD' | 'ENTRYPOINT'
  readonly command: Command
}

export interface ShellInstruction extends InstructionCommon {
  readonly kind: 'SHELL'
  readonly words: readonly string[]
}

export interface ArgumentInstruction extends InstructionCommon {
  readonly kind: 'WORKDIR' | 'USER' | 'STOPSIGNAL' | 'MAINTAINER'
  readonly argument: Word
}

export interface ExposeInstruction extends InstructionCommon {
  readonly kind: 'EXPOSE'
  /** Sorted as raw texts, as the builder does before it expands them. */
  readonly ports: readonly Word[]
}

export interface VolumeInstruction extends InstructionCommon {
  readonly kind: 'VOLUME'
  readonly paths: readonly Word[]
}

/** Durations in nanoseconds; 0 means inherit. */
export interface HealthcheckInstruction extends InstructionCommon {
  readonly kind: 'HEALTHCHECK'
  /** Absent for NONE. */
  readonly command?: Command
  readonly interval: number
  readonly timeout: number
  readonly startPeriod: number
  readonly startInterval: number
  readonly retries: number
}

export interface OnbuildInstruction extends InstructionCommon {
  readonly kind: 'ONBUILD'
  /** What the image config stores: the logical line without ONBUILD, heredoc bodies appended. */
  readonly expression: string
}

/** Why an instruction could not be read. */
export interface Fault {
  readonly kind: 'fault'
  readonly code: string
  /** The builder's words without `dockerfile parse error on line …`, which it puts before faults of the instruction phase. */
  readonly message: string
  /** The builder reads all lines first and only then what the instructions say. */
  readonly phase: 'line' | 'instruction'
  /** The part of the instruction that is wrong, where it is smaller. */
  readonly focus?: Range
}

/** An instruction that could not be read; a problem says why. Kept so that the editor can still colour and fold it. */
export interface InvalidInstruction extends InstructionCommon {
  readonly kind: 'invalid'
  readonly fault: Fault
}

export type Instruction =
  | FromInstruction
  | ArgInstruction
  | PairsInstruction
  | RunInstruction
  | CopyInstruction
  | CommandInstruction
  | ShellInstruction
  | ArgumentInstruction
  | ExposeInstruction
  | VolumeInstruction
  | HealthcheckInstruction
  | OnbuildInstruction
  | InvalidInstruction

/** The parser directives at the top of a file. Source: moby/buildkit frontend/dockerfile/parser/directives.go. */
export interface Directives {
  readonly escape: '\\' | '`'
  /** The image of `# syntax=`. */
  readonly syntax?: Word
  /** The value of `# check=`. */
  readonly check?: Word
}

/**
 * A Dockerfile as read: every instruction in file order, as complete as can be, and what is wrong. Parsing never fails. When problems
 * holds an error, the first one is the one the builder reports and stops at.
 */
export interface Dockerfile {
  readonly text: string
  readonly directives: Directives
  readonly instructions: readonly Instruction[]
  /** Errors only; in the order in which the builder would meet them. Checks find more (checks/). */
  readonly problems: readonly Problem[]
  /** Offsets at which lines begin. */
  readonly lineStarts: readonly number[]
}
