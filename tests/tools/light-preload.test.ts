import { expect, it } from 'vitest'
import { worthPreloading } from '../../tools/light-preload.mjs'

function check(host: string, needed: string, asked: string) {
  const paths = needed.split(' ').map((name) => `_astro/${name}.js`)
  const found = worthPreloading(paths, `_astro/${host}.js`)
  expect(found.map((path) => path.slice('_astro/'.length, -'.js'.length)).join(' ')).toBe(asked)
}

it('leaves out what every workbench has loaded', () =>
  check('workbench.x', 'details.a pane.b idle.c view.d', 'details.a view.d'))
it('asks for all of it when the workbench itself comes', () =>
  check('loader.x', 'workbench.a pane.b idle.c', 'workbench.a pane.b idle.c'))
