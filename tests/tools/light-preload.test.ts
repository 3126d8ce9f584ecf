import { expect, it } from 'vitest'
import { worthPreloading } from '../../tools/light-preload.mjs'

function check(host: string, asked: string, others: string, expected: string) {
  const paths = `${asked} ${others}`.split(' ').map((name) => `_astro/${name}.js`)
  const found = worthPreloading(`_astro/${asked}.js`, paths, `_astro/${host}.js`)
  expect(found.map((path) => path.slice('_astro/'.length, -'.js'.length)).join(' ')).toBe(expected)
}

it('leaves out what every workbench has loaded', () =>
  check('workbench.x', 'details.a', 'pane.b idle.c view.d', 'view.d'))
it('asks for all of it when the workbench itself comes', () =>
  check('loader.x', 'workbench.a', 'pane.b idle.c', 'pane.b idle.c'))
it('leaves out what comes with a click', () => check('workbench.x', 'element.a', 'dialog.b share.c view.d', 'view.d'))
