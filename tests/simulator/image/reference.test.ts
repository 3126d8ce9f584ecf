import { expect, it } from 'vitest'
import { parseReference } from '../../../simulator/image/reference.ts'

function check(text: string, normal: string, familiar = text) {
  const reference = parseReference(text)
  expect('error' in reference ? reference.error : [reference.normal, reference.familiar]).toEqual([normal, familiar])
}
function checkError(text: string, error: string) {
  expect(parseReference(text)).toEqual({ error })
}
const digest = `sha256:${'ab'.repeat(32)}`

it('completes a bare name', () => check('alpine', 'docker.io/library/alpine:latest', 'alpine:latest'))
it('keeps a tag', () => check('alpine:3.12', 'docker.io/library/alpine:3.12'))
it('puts a user on docker.io', () => check('a/b:1', 'docker.io/a/b:1'))
it('keeps a library of one name out of sight only on docker.io', () =>
  check('gcr.io/library/x:1', 'gcr.io/library/x:1'))
it('takes the old name of the hub for docker.io', () => check('index.docker.io/x:1', 'docker.io/library/x:1', 'x:1'))
it('takes a part with a dot or a port for a host', () => {
  check('gcr.io/distroless/static:latest', 'gcr.io/distroless/static:latest')
  check('registry:5000/x:1', 'registry:5000/x:1')
})
it('takes localhost for a host', () => check('localhost/x:1', 'localhost/x:1'))
it('takes a single name with a colon for a tag, not a port', () => check('x:5000', 'docker.io/library/x:5000'))
it('adds no tag to a digest', () => check(`alpine@${digest}`, `docker.io/library/alpine@${digest}`))
it('keeps a tag before a digest', () => check(`alpine:3@${digest}`, `docker.io/library/alpine:3@${digest}`))
it('allows separators inside names', () => check('u/a.b__c--d_e:1', 'docker.io/u/a.b__c--d_e:1'))

it('refuses capitals and says where', () => {
  checkError('Foo', 'invalid reference format: repository name (library/Foo) must be lowercase')
  checkError('UPPER/Case', 'invalid reference format: repository name (Case) must be lowercase')
})
it('allows capitals in a host', () => check('UPPER/case:1', 'UPPER/case:1'))
it('refuses what is no name', () => {
  for (const text of [
    '',
    ':tag',
    'a:',
    'oracle/busybox:',
    'a b',
    'a//b',
    '-a',
    'a..b',
    'a___b',
    'a@sha256:xyz',
    `a:${'t'.repeat(129)}`,
  ])
    checkError(text, 'invalid reference format')
})
it('refuses an image ID', () => {
  const id = 'ab'.repeat(32)
  checkError(id, `invalid repository name (${id}), cannot specify 64-byte hexadecimal strings`)
})
it('refuses digests of another length or kind', () => {
  checkError(`a@sha256:${'a'.repeat(40)}`, 'invalid checksum digest length')
  checkError(`a@md5:${'a'.repeat(32)}`, 'unsupported digest algorithm')
})
it('refuses endless names', () => checkError('a'.repeat(250), 'repository name must not be more than 255 characters'))
