import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const names = globSync('src/workbench/**/*.ts').flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/^define(?:First)?\('([^']+)'/gm)].map(([, name = '']) => name),
)

it('finds the elements of the workbench', () => expect(names).toContain('layerwise-workbench'))
it('gives each a name of its own', () => expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]))
