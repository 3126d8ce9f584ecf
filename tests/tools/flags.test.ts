import { describe, expect, it } from 'vitest'
import { bytesOf, emptyTree, textOf } from '../../simulator/index.ts'
import { readBuildFlags, UsageError } from '../../tools/command/flags.ts'

const outside = {
  bytesAt: (path: string) => (path === 'key.txt' ? bytesOf('from file') : undefined),
  folderAt: (path: string) => (path === 'shared' ? emptyTree : undefined),
  variable: (name: string) => ({ TOKEN: 'from variable', HTTP_PROXY: 'http://proxy' })[name],
}

/** The flags of one command line; words are separated by blanks. */
function read(line: string) {
  return readBuildFlags(line.split(' '), outside)
}

function secret(line: string) {
  const bytes = read(line).request.secrets?.get('key')
  return bytes === undefined ? undefined : textOf(bytes)
}

describe('flags', () => {
  it('take a build argument with its value', () =>
    expect(read('--build-arg A=b=c .').request.buildArgs).toEqual({ A: 'b=c' }))
  it('take an empty build argument', () => expect(read('--build-arg A= .').request.buildArgs).toEqual({ A: '' }))
  it('take a build argument from the environment', () =>
    expect(read('--build-arg HTTP_PROXY .').request.buildArgs).toEqual({ HTTP_PROXY: 'http://proxy' }))
  it('leave out a build argument that the environment does not have', () =>
    expect(read('--build-arg NOPE .').request.buildArgs).toEqual({}))
  it('take labels, targets and tags', () =>
    expect(read('--label a.b=c --target x -t one --tag two .').request).toMatchObject({
      labels: { 'a.b': 'c' },
      target: 'x',
      tags: ['one', 'two'],
    }))
  it('split stages that are not to be cached', () =>
    expect(read('--no-cache-filter=a,b --no-cache-filter c .').request.noCacheFilter).toEqual(['a', 'b', 'c']))
  it('take no cache at all', () => expect(read('--no-cache .').request.noCache).toBe(true))
  it('take a platform with its variant', () =>
    expect(read('--platform linux/arm/v7 .').request.platform).toEqual({
      os: 'linux',
      architecture: 'arm',
      variant: 'v7',
    }))
  it('take a folder as a named context', () =>
    expect(read('--build-context s=shared .').request.namedContexts?.get('s')).toBe(emptyTree))
  it('take an image as a named context', () =>
    expect(read('--build-context s=docker-image://alpine:3.20 .').request.namedContexts?.get('s')).toBe(
      'docker-image://alpine:3.20',
    ))
  it('take what has no effect here', () =>
    expect(read('--ulimit nofile=1:2 --shm-size 1g -q .').positionals).toEqual(['.']))
  it('keep the context, the file and the output apart', () =>
    expect(read('-f Other -o x.tar --progress json ctx')).toMatchObject({
      positionals: ['ctx'],
      file: 'Other',
      output: 'x.tar',
      progress: 'json',
    }))
})

describe('a secret', () => {
  it('comes from a file', () => expect(secret('--secret id=key,src=key.txt .')).toBe('from file'))
  it('comes from a variable', () => expect(secret('--secret id=key,env=TOKEN .')).toBe('from variable'))
  it('may name its type', () => expect(secret('--secret type=file,id=key,source=key.txt .')).toBe('from file'))
})

describe('used wrongly', () => {
  const check = (line: string, message: string) => {
    expect(() => read(line)).toThrow(UsageError)
    expect(() => read(line)).toThrow(message)
  }
  it('is an unknown flag', () => check('--nope .', '--nope'))
  it('is a flag without its value', () => check('--target', 'target'))
  it('is a secret without an id', () => check('--secret src=key.txt .', 'an id is needed'))
  it('is a secret that is not there', () => check('--secret id=key,src=none .', 'none is not there'))
  it('is a named context that is not there', () => check('--build-context a=none .', 'none is not a folder'))
  it('is a progress that does not exist', () => check('--progress fancy .', 'plain or json'))
  it('is a network that does not exist', () => check('--network x .', 'default, none or host'))
})
