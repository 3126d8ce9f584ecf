import { expect, it } from 'vitest'
import { surroundingsOf } from '../../../src/editor/surroundings.ts'
import { worldOf } from '../../../src/workbench/editor/view.ts'
import { stateOf } from '../../../src/workbench/state.ts'

/** The files that a context of these leaves out, by their texts; `name=text`. */
function check(files: readonly string[], ...ignored: readonly string[]) {
  const project = {
    id: 'p',
    title: 'P',
    files: files.map((one) => ({ path: one.split('=')[0] ?? '', text: one.split('=')[1] ?? '' })),
  }
  const found = surroundingsOf(worldOf(stateOf(project))).files
  expect(found.filter(({ isIgnored }) => isIgnored).map(({ path }) => path)).toEqual(ignored)
}

it('knows what the ignore file leaves out', () => check(['Dockerfile', '.dockerignore=b', 'a', 'b/c'], 'b/c'))
it('takes the ignore file of the Dockerfile itself before the common one', () =>
  check(['Dockerfile', '.dockerignore=b', 'Dockerfile.dockerignore=a', 'a', 'b'], 'a'))
it('leaves nothing out by an ignore file that cannot be read', () => check(['.dockerignore=[', 'a']))
