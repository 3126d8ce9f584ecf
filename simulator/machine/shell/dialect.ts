import { errorText } from '../errno.ts'
import type { Errno } from '../process.ts'

/**
 * How dash, busybox ash and bash differ, as data. Texts are those that the real ones print (dash 0.5.12, busybox 1.37, bash 5.2), recorded in
 * tests/truth/shell.
 */
export interface Dialect {
  readonly name: 'dash' | 'ash' | 'bash'
  /** What ash and bash share beyond POSIX: `${x/a/b}`, `${x:1:2}`, `$'…'`, `&>`, `function`, `source`, pipefail. */
  readonly isExtended: boolean
  /** Only bash: arrays, `((…))`, `[[` as syntax, `<<<`, `+=`, brace expansion. */
  readonly isBash: boolean
  /** Added to the lines (from 1) of a script given with `-c` when they are told. */
  readonly commandLineOffset: number
  /** Status of a command whose redirection fails. */
  readonly redirectStatus: number
  /** `echo` replaces backslash sequences without `-e`. */
  readonly echoInterprets: boolean
  /** `[^a]` is as `[!a]`. */
  readonly caretNegates: boolean
  /** `set -x` shows words so that they could be typed. */
  readonly traceQuotes: boolean
  readonly texts: Texts
}

interface Texts {
  readonly prefix: (name: string, line: number, builtin: string | undefined) => string
  readonly notFound: string
  readonly cannotOpen: (path: string, errno: Errno) => string
  readonly cannotCreate: (path: string, errno: Errno) => string
  readonly unset: (name: string) => string
  readonly nullOrUnset: (name: string) => string
  readonly isReadOnly: (name: string) => string
  readonly badSubstitution: (text: string) => string
  readonly divideByZero: (expression: string) => string
  /** `missing`: a number or name is; `trailing`: something is left over; `base`: 08. `token`: the rest of the text from there. */
  readonly arithmeticSyntax: (expression: string, reason: 'missing' | 'trailing' | 'base', token: string) => string
  readonly badDescriptor: (word: string) => string
  readonly badNumber: (word: string) => string
  readonly cannotChange: (path: string, errno: Errno) => string
  readonly unexpected: (token: string, expecting: string | undefined) => string
  readonly unterminated: (mark: string) => string
}

const isMissing = (errno: Errno) => errno === 'ENOENT' || errno === 'ENOTDIR'

export const dash: Dialect = {
  name: 'dash',
  isExtended: false,
  isBash: false,
  commandLineOffset: 0,
  redirectStatus: 2,
  echoInterprets: true,
  caretNegates: false,
  traceQuotes: false,
  texts: {
    prefix: (name, line, builtin) => `${name}: ${line}: ${builtin === undefined ? '' : `${builtin}: `}`,
    notFound: 'not found',
    cannotOpen: (path, errno) => `cannot open ${path}: ${isMissing(errno) ? 'No such file' : errorText(errno)}`,
    cannotCreate: (path, errno) =>
      `cannot create ${path}: ${isMissing(errno) ? 'Directory nonexistent' : errorText(errno)}`,
    unset: (name) => `${name}: parameter not set`,
    nullOrUnset: (name) => `${name}: parameter not set or null`,
    isReadOnly: (name) => `${name}: is read only`,
    badSubstitution: () => 'Bad substitution',
    divideByZero: (expression) => `arithmetic expression: division by zero: "${expression}"`,
    arithmeticSyntax: (expression, reason) =>
      `arithmetic expression: expecting ${reason === 'missing' ? 'primary' : 'EOF'}: "${expression}"`,
    badDescriptor: (word) => `${word}: Bad file descriptor`,
    badNumber: (word) => `Illegal number: ${word}`,
    cannotChange: (path) => `can't cd to ${path}`,
    unexpected: (token, expecting) =>
      `Syntax error: ${token} unexpected${expecting === undefined ? '' : ` (expecting ${expecting})`}`,
    unterminated: () => 'Syntax error: Unterminated quoted string',
  },
}

export const ash: Dialect = {
  name: 'ash',
  isExtended: true,
  isBash: false,
  commandLineOffset: -1,
  redirectStatus: 1,
  echoInterprets: false,
  caretNegates: true,
  traceQuotes: true,
  texts: {
    prefix: (name, line, builtin) => `${name}: ${builtin === undefined ? '' : `${builtin}: `}line ${line}: `,
    notFound: 'not found',
    cannotOpen: (path, errno) => `can't open ${path}: ${isMissing(errno) ? 'no such file' : errorText(errno)}`,
    cannotCreate: (path, errno) =>
      `can't create ${path}: ${isMissing(errno) ? 'nonexistent directory' : errorText(errno)}`,
    unset: (name) => `${name}: parameter not set`,
    nullOrUnset: (name) => `${name}: parameter not set or null`,
    isReadOnly: (name) => `${name}: is read only`,
    badSubstitution: () => 'syntax error: bad substitution',
    divideByZero: () => 'divide by zero',
    arithmeticSyntax: () => 'arithmetic syntax error',
    badDescriptor: (word) => `dup2(${word},1): Bad file descriptor`,
    badNumber: (word) => `Illegal number: ${word}`,
    cannotChange: (path, errno) => `can't cd to ${path}: ${errorText(errno)}`,
    unexpected: (token, expecting) =>
      `syntax error: unexpected ${token}${expecting === undefined ? '' : ` (expecting ${expecting})`}`,
    unterminated: () => 'syntax error: unterminated quoted string',
  },
}

export const bash: Dialect = {
  name: 'bash',
  isExtended: true,
  isBash: true,
  commandLineOffset: 0,
  redirectStatus: 1,
  echoInterprets: false,
  caretNegates: true,
  traceQuotes: true,
  texts: {
    prefix: (name, line, builtin) => `${name}: line ${line}: ${builtin === undefined ? '' : `${builtin}: `}`,
    notFound: 'command not found',
    cannotOpen: (path, errno) => `${path}: ${errorText(errno)}`,
    cannotCreate: (path, errno) =>
      `${path}: ${errno === 'EEXIST' ? 'cannot overwrite existing file' : errorText(errno)}`,
    unset: (name) => `${name}: unbound variable`,
    nullOrUnset: (name) => `${name}: parameter null or not set`,
    isReadOnly: (name) => `${name}: readonly variable`,
    badSubstitution: (text) => `\${${text}}: bad substitution`,
    divideByZero: (expression) => `${expression}: division by 0 (error token is "0")`,
    arithmeticSyntax: (expression, reason, token) =>
      `${expression}: ${bashArithmetic(reason, token)} (error token is "${token}")`,
    badDescriptor: (word) => `${word}: Bad file descriptor`,
    badNumber: (word) => `${word}: numeric argument required`,
    cannotChange: (path, errno) => `${path}: ${errorText(errno)}`,
    unexpected: (token) =>
      token === 'end of file'
        ? 'syntax error: unexpected end of file'
        : `syntax error near unexpected token \`${token.replace(/^"|"$/g, '')}'`,
    unterminated: (mark) => `unexpected EOF while looking for matching \`${mark}'`,
  },
}

function bashArithmetic(reason: 'missing' | 'trailing' | 'base', token: string): string {
  if (reason === 'base') return 'value too great for base'
  if (reason === 'missing') return 'syntax error: operand expected'
  if (token.startsWith('=')) return 'attempted assignment to non-variable'
  return /^[.@#$'`\\]/.test(token) ? 'syntax error: invalid arithmetic operator' : 'syntax error in expression'
}
