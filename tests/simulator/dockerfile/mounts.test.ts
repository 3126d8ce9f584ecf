import { expect, it } from 'vitest'
import { expandWord } from '../../../simulator/dockerfile/expand.ts'
import { parseMount } from '../../../simulator/dockerfile/mounts.ts'

const variables = { get: (name: string) => (name === 'T' ? 'cache' : undefined) }

/** What a mount says, empty values left out; or the error. */
function check(value: string, expected: string) {
  const mount = parseMount(value, (text) => expandWord(text, variables))
  const drawn = Object.entries(mount).filter(([, item]) => item !== '' && item !== false && item !== 0)
  expect(
    'error' in mount ? mount.error : drawn.map(([key, item]) => (item === true ? key : `${key}=${item}`)).join(' '),
  ).toBe(expected)
}

it('takes a bind for granted', () => check('target=/x', 'type=bind target=/x readOnly'))
it('takes keys, types and sharing in any case', () =>
  check('TYPE=CACHE,Target=/x,sharing=LOCKED', 'type=cache target=/x sharing=locked'))
it('knows other names of keys', () => check('src=a,dst=/b,rw', 'type=bind target=/b source=a'))
it('makes caches and memory writable', () =>
  check('type=tmpfs,destination=/x,size=1.5g', 'type=tmpfs target=/x size=1610612736'))
it('lets ro decide', () => check('type=cache,target=/x,ro=T', 'type=cache target=/x readOnly'))
it('reads modes in octal', () => check('type=secret,id=x,mode=0400,uid=1', 'type=secret id=x readOnly mode=256 uid=1'))
it('reads secrets as variables', () =>
  check('type=secret,id=x,env=V,required', 'type=secret id=x readOnly required env=V'))
it('reads quoted fields', () => check('type=cache,"target=/a,b",id=a=b', 'type=cache target=/a,b id=a=b'))
it('expands each value', () => check('type=$T,target=/x', 'type=cache target=/x'))

const refused: Readonly<Record<string, string>> = {
  '': 'failed to parse csv mounts: EOF',
  'a"b': 'failed to parse csv mounts: parse error on line 1, column 2: bare " in non-quoted-field',
  '"ab"c': 'failed to parse csv mounts: parse error on line 1, column 4: extraneous or missing " in quoted-field',
  'type=cache,': "invalid field '' must be a key=value pair",
  foo: "invalid field 'foo' must be a key=value pair",
  'typ=cache': "unexpected key 'typ' in 'typ=cache' (did you mean type?)",
  'FOO=x': "unexpected key 'foo' in 'FOO=x' (did you mean from?)",
  'type=tmp': 'unsupported mount type "tmp" (did you mean tmpfs?)',
  'type=Secrets': 'unsupported mount type "Secrets" (did you mean secret?)',
  'type=cache,sharing=shred': 'unsupported sharing value "shred" (did you mean shared?)',
  'type=bind,required': "unexpected key 'required' for mount type 'bind'",
  'type=secret,size=1': "unexpected key 'size' for mount type 'secret'",
  'type=tmpfs,size=1zb': 'invalid value for size: 1zb',
  'type=tmpfs,size=': 'invalid value for size: ',
  'type=cache,mode=9': 'invalid value 9 for mode',
  'type=cache,uid=4294967296': 'invalid value 4294967296 for uid',
  'type=cache,ro=maybe': 'invalid value for ro: maybe',
  'type=bind,mode=755': 'mode not allowed for "bind" type mounts',
  'type=tmpfs,gid=1': 'gid not allowed for "tmpfs" type mounts',
  'type=bind,sharing=shared': 'invalid cache sharing set for bind mount',
  'type=secret,id=x,sharing=shared': 'secret mount should not define sharing',
  'type=secret,env=X': 'invalid secret mount. one of source, target required',
  'type=secret,id=a,source=b': "both source and id can't be set",
  'type=cache,target=${x?boo}': 'failed to process "${x?boo}": x: boo',
  'type=$U': 'unsupported mount type ""',
}
for (const [value, error] of Object.entries(refused)) it(`refuses ${value}: ${error}`, () => check(value, error))
