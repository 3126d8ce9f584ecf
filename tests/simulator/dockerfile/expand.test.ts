import { expect, it } from 'vitest'
import { expandForDisplay, expandHeredocBody, expandWord, expandWords } from '../../../simulator/dockerfile/expand.ts'

const set: Readonly<Record<string, string>> = {
  PWD: '/home',
  NULL: '',
  FOO: 'foobarbaz',
  X: 'xxyy',
  P: '80 81',
  KOREAN: '한국어',
  PATH: '/bin:/usr/bin',
}
const variables = { get: (name: string) => set[name] }

function check(text: string, value: string) {
  expect(expandWord(text, variables).value).toBe(value)
}
function checkError(text: string, error: string) {
  expect(expandWord(text, variables).error).toBe(`failed to process ${JSON.stringify(text)}: ${error}`)
}

const words: Readonly<Record<string, string>> = {
  he$PWD: 'he/home',
  'he\\$PWD': 'he$PWD',
  he$1x: 'hex',
  'he$.x': 'he$.x',
  $999aaa: 'aaa',
  '$@@@': '@@',
  $$: '',
  a$: 'a$',
  '"he\'$PWD\'"': "he'/home'",
  "'$PWD'": '$PWD',
  '"abc\\tdef"': 'abc\\tdef',
  'abc\\tdef': 'abctdef',
  'a\\': 'a',
  '\ufeffa"b"': 'ab',
  $PWDé$KOREAN: '한국어',
  '${XXX:-${PWD:-y}}': '/home',
  '${XXX:-\\${PWD}z}': '${PWDz}',
  '${aaa}}': '}',
  '${NULL:-d}${NULL-d}${XXX-e}': 'de',
  '${PWD:+${PWD}:}x${XXX:+y}${NULL+z}': '/home:xz',
  "${PWD:+'}'}": '}',
  '"${PWD:+"a b"}"': 'a b',
  '${X#x}': 'xyy',
  '${X##*x}': 'yy',
  '${FOO%b*}': 'foobar',
  '${FOO%%b*}': 'foo',
  '${FOO/ba/fo}': 'fooforbaz',
  '${FOO//ba/fo}': 'fooforfoz',
  '${FOO%ba?}': 'foobar',
  '${FOO#f*b}': 'arbaz',
  '${KOREAN#?}': '국어',
  '${KOREAN%?}': '한국',
  '${PATH/\\//-}': '-bin:/usr/bin',
  '${PATH/\\//\\/}': '\\/bin:/usr/bin',
  '${PATH//s*/X}': '/bin:/uX',
  '${PATH/*/}': '',
  '${X//x/[$1]}': '[][]yy',
  '${X//x/\\$0}': '\\x\\xyy',
  '${X///-}': '-x-x-y-y-',
  '${NULL/*/x}': 'x',
  '${FOO/"ba"?/${NULL:-"b c"}}': 'foob cbaz',
}
for (const [text, value] of Object.entries(words))
  it(`makes ${JSON.stringify(value)} of ${JSON.stringify(text)}`, () => check(text, value))

const errors: Readonly<Record<string, string>> = {
  "a'b": 'unexpected end of statement while looking for matching single-quote',
  'a"b': 'unexpected end of statement while looking for matching double-quote',
  '${}': 'syntax error: bad substitution',
  '${{x}': 'syntax error: bad substitution',
  '${:-a}': 'syntax error: bad substitution',
  '${': "syntax error: missing '}'",
  '${v:-w': "syntax error: missing '}'",
  '${x:}': "syntax error: missing '}'",
  '${v/p': "syntax error: missing '/' in ${}",
  '${v/p/r': "syntax error: missing '}'",
  "${v/p'": "syntax error: missing '/' in ${}",
  '${v=w}': 'unsupported modifier (=) in substitution',
  '${v:=w}': 'unsupported modifier (:=) in substitution',
  '${v:#p}': 'unsupported modifier (:#) in substitution',
  '${-x}': 'unsupported modifier (x) in substitution',
  '${v': 'unsupported modifier (\ufffd) in substitution',
  '${v?}': 'v: is not allowed to be unset',
  '${NULL:?}': 'NULL: is not allowed to be empty',
  '${v:?must be set}': 'v: must be set',
  '${X#\\a}': "invalid pattern (\\a) in substitution: invalid escape '\\a'",
  '${X%\\ab}': "invalid pattern (b\\a) in substitution: invalid escape '\\a'",
}
for (const [text, error] of Object.entries(errors)) it(`refuses ${text}: ${error}`, () => checkError(text, error))

it('uses the escape character of the file', () =>
  expect(expandWord('`$a\\$PWD', variables, { escape: '`' }).value).toBe('$a\\/home'))
it('tells what it read', () => {
  const { used, undefined: unset } = expandWord('$PWD$a${b:-$PWD$a}', variables)
  expect([used, unset]).toEqual([
    ['PWD', 'a', 'b'],
    ['a', 'b'],
  ])
})
it('tells what it read before an error', () => expect(expandWord('$a${b?}', variables).undefined).toEqual(['a', 'b']))
it('refuses substitutions that are nested without end', () =>
  expect(expandWord('${a:-'.repeat(20_000), variables).error).toContain('nested too deeply'))
it('refuses values that grow without end', () => {
  const big = 'x'.repeat(1 << 20)
  expect(expandWord('$a$a$a$a$a', { get: () => big }).error).toContain('argument list too long')
})
it('matches patterns of many stars at once', () =>
  expect(expandWord(`\${a#${'*x'.repeat(50)}y}`, { get: () => 'x'.repeat(5000) }).value).toHaveLength(5000))

function checkWords(text: string, ...values: readonly string[]) {
  expect(expandWords(text, variables).values).toEqual(values)
}
it('splits what a variable holds', () => checkWords('$P', '80', '81'))
it('splits after what stands before a variable', () => checkWords('1$P', '180', '81'))
it('keeps quoted blanks', () => checkWords('"$P" \'a b\'c', '80 81', 'a bc'))
it('drops empty words', () => checkWords('$NULL ""'))

function checkDisplay(text: string, shown: string) {
  expect(expandForDisplay(text, variables)).toBe(shown)
}
it('keeps quotes and what is not set', () =>
  checkDisplay('echo "$PWD" \'$PWD\' $a ${a:-d} ${a##*b} $1', 'echo "/home" \'$PWD\' $a ${a:-d} ${a##*b} $1'))
it('loses escapes', () =>
  checkDisplay('echo "a\\tb \\$x \\\\ \\"q" \\\\x \'\\y\' \\z', 'echo "a\\tb $x \\ "q" \\x \'\\y\' z'))
it('loses a slash of a replacement of what is not set', () => checkDisplay('${x//a/b}', '${x/a/b}'))
it('shows what it cannot read as it is', () => checkDisplay('echo $PWD ${#a}', 'echo $PWD ${#a}'))

function checkBody(body: string, value: string) {
  expect(expandHeredocBody(body, variables).value).toBe(value)
}
it('leaves quotes of a body alone', () => checkBody('"$PWD" \'$PWD\n', '"/home" \'/home\n'))
it('removes backslashes of a body', () => checkBody('\\$ \\\\ \\n', '$ \\ n'))
