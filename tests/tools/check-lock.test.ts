import { expect, it } from 'vitest'
import { lockProblems } from '../../tools/check-lock.mjs'

const sound = { version: '1.0.0', integrity: 'sha512-x' }

function check(
  packages: Readonly<Record<string, object>>,
  dependencies: Readonly<Record<string, string>>,
  problems: readonly string[],
) {
  expect(lockProblems({ packages: { '': {}, ...packages } }, { dependencies })).toEqual(problems)
}

it('accepts a complete lock file', () =>
  check({ 'node_modules/a': { ...sound, dependencies: { b: '1' } }, 'node_modules/b': sound }, { a: '1.0.0' }, []))
it('accepts a dependency below the package that needs it', () =>
  check(
    { 'node_modules/a': { ...sound, dependencies: { b: '1' } }, 'node_modules/a/node_modules/b': sound },
    { a: '1.0.0' },
    [],
  ))
it('accepts a dependency beside a package that lies deeper', () =>
  check(
    { 'node_modules/a/node_modules/@s/b': { ...sound, dependencies: { c: '1' } }, 'node_modules/c': sound },
    {},
    [],
  ))
it('finds an address', () =>
  check({ 'node_modules/a': { ...sound, resolved: 'x' } }, {}, [
    'node_modules/a names an address (resolved); see .npmrc',
  ]))
it('finds a package that nothing vouches for', () =>
  check({ 'node_modules/a': { version: '1.0.0' } }, {}, ['node_modules/a has no integrity']))
it('finds a platform that is missing', () =>
  check({ 'node_modules/a': { ...sound, optionalDependencies: { 'a-win': '1' } } }, {}, [
    'node_modules/a needs a-win, which is not in the lock file',
  ]))
it('finds a version that differs from package.json', () =>
  check({ 'node_modules/a': sound }, { a: '2.0.0', b: '1.0.0' }, [
    'package.json wants a 2.0.0, the lock file has 1.0.0',
    'package.json wants b 1.0.0, the lock file has none',
  ]))
