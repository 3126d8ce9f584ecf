import { describe, expect, it } from 'vitest'
import { hostWith, typed } from './notation.ts'

const shop = {
  'base/Dockerfile': 'FROM alpine\nRUN echo base > /from\n',
  'app/Dockerfile': 'FROM company/base:1\nRUN cat /from\n',
}

describe('a build on images of this computer', () => {
  it('takes what was built here before what a registry has, without a digest', () => {
    const { text } = typed(hostWith(shop), 'docker build -q -t company/base:1 base', 'docker build -t app app')
    expect(text).toContain('[1/2] FROM docker.io/company/base:1\n')
    expect(text).toMatch(/^#\d+ [\d.]+ base$/m)
  })
  it('fetches what was pushed when it is here no more', () => {
    const { text } = typed(
      hostWith(shop),
      'docker login -u company -p x',
      'docker build --push -t company/base:1 base',
      'docker rmi company/base:1',
      'docker build -t app app',
    )
    expect(text).toContain('pushing company/base:1 with docker\n')
    expect(text).toMatch(/\[1\/2\] FROM docker\.io\/company\/base:1@sha256:[0-9a-f]{64}\n/)
  })
  it('says what a registry says of what is nowhere', () =>
    expect(typed(hostWith(shop), 'docker build app').text).toContain('pull access denied'))
  it('knows what was loaded from an archive', () => {
    const lines = [
      'docker build -q -t company/base:1 base',
      'docker save -o b.tar company/base:1',
      'docker rmi company/base:1',
    ]
    expect(typed(hostWith(shop), ...lines, 'docker load -i b.tar', 'docker build app').text).toContain(
      'FROM docker.io/company/base:1\n',
    )
  })
  it('is cached whether its base is here or in the registry', () => {
    const { text } = typed(hostWith(shop), 'docker build -q base', 'docker pull -q alpine', 'docker build base')
    expect(text).toMatch(/\[2\/2\] RUN echo base > \/from\n#\d+ CACHED/)
  })
})

describe('a build that is pushed', () => {
  it('needs a name', () =>
    expect(typed(hostWith(shop), 'docker build --push base').text).toContain('tag is needed when pushing to registry'))
  it('fails where nobody is logged in', () =>
    expect(typed(hostWith(shop), 'docker build --push -t noor/base base').text).toMatch(
      /ERROR: denied: requested access to the resource is denied\n------\n > pushing noor\/base with docker:\n------\nERROR: failed to build: denied: requested access to the resource is denied\n\[1\]\n$/,
    ))
})
