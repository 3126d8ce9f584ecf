import { textOf } from '../../../values/bytes.ts'
import { directoryName } from '../../../values/path.ts'
import { exists, isDirectory, readTextFile, realPath } from '../../files.ts'
import type { Process } from '../../process.ts'
import { findProgram } from '../../run.ts'
import { builtIdentity, sourcesBelow } from '../built.ts'
import { complain, notSimulated, say, tellModel, tool, work } from '../console.ts'
import { placeFile, removeAll, sized } from '../placing.ts'

const notSources = new Set(['node_modules', '.git', 'dist', 'logs', 'coverage'])

/** Bytes of libraries that a bundle of a small page holds. */
const bundledLibraries = 700_000

/** `vite`: bundles a page into a folder. */
export const vite = tool({
  names: ['vite'],
  summary: 'Bundles a web page: `vite build`.',
  exact:
    'The result follows from the sources: src and public are copied, tests left out, what was in the folder before is removed.',
  modelled: 'Bundled libraries are one file of 0.7 MB; nine seconds.',
  missing: 'Bundling itself, dev and preview servers, configuration files.',
  run: (process) => {
    const words = process.arguments.slice(1)
    if (words[0] !== 'build') return notSimulated(process, `vite ${words[0] ?? 'dev server'}`)
    const named = words.indexOf('--outDir')
    return bundle(process, named === -1 ? 'dist' : (words[named + 1] ?? 'dist'))
  },
})

function bundle(process: Process, folder: string): number {
  const root = process.directory
  const sources = sourcesBelow(process, `${root}/src`, (path) => !/\.(test|spec)\.[jt]sx?$/.test(path), notSources)
  if (sources.length === 0 && !exists(process, `${root}/index.html`)) {
    complain(process, '✗ Build failed', 'Could not resolve entry module "index.html".')
    return 1
  }
  const out = `${root}/${folder}`
  say(process, 'vite v8.3.8 building for production...')
  removeAll(process, out)
  for (const [path, content] of sourcesBelow(process, `${root}/public`, () => true))
    placeFile(process, `${out}/${path}`, content)
  for (const [path, content] of sources) placeFile(process, `${out}/${path}`, content)
  const identity = builtIdentity('bundle', sources)
  const name = `assets/index-${identity.slice(7, 15)}.js`
  placeFile(
    process,
    `${out}/${name}`,
    sized({ identity, size: bundledLibraries, kind: 'text', source: 'estimate: libraries of a small page' }),
  )
  tellModel(process, 'vite: the bundled libraries are one file of a usual size.')
  work(process, 8500)
  say(
    process,
    `✓ ${sources.length + 40} modules transformed.`,
    `${folder}/${name}  ${(bundledLibraries / 1000).toFixed(2)} kB`,
    '✓ built in 8.50s',
  )
  return 0
}

/** Programs that run tests: what they are called and how their files are named. */
export const testRunners = tool({
  names: ['vitest', 'jest', 'mocha'],
  summary: 'Runs the tests of a JavaScript project.',
  exact: 'Which test files there are; tests that say plainly how they end.',
  modelled: 'Six seconds.',
  missing: 'Running tests: one fails when it expects two different literals to be equal, or says so itself.',
  run: (process) => {
    const root = process.directory
    const files = sourcesBelow(
      process,
      root,
      (path) => /\.(test|spec)\.[cm]?[jt]sx?$/.test(path) || /(^|\/)(__tests__|test)\//.test(path),
      notSources,
    )
    if (files.length === 0) {
      complain(process, 'No test files found, exiting with code 1')
      return 1
    }
    work(process, 6000)
    const failing = files.filter(([, content]) => content.kind === 'real' && failsPlainly(textOf(content.bytes)))
    say(process, '', ` RUN  ${root}`, '')
    for (const file of files) say(process, ` ${failing.includes(file) ? '❯' : '✓'} ${file[0]}`)
    const passed = files.length - failing.length
    say(
      process,
      '',
      ` Test Files  ${failing.length > 0 ? `${failing.length} failed | ` : ''}${passed} passed (${files.length})`,
    )
    return failing.length > 0 ? 1 : 0
  },
})

/** Whether a test says itself that it fails: `expect.fail(`, or two different literals that are to be equal. */
function failsPlainly(source: string): boolean {
  if (/expect\.fail\(|assert\.fail\(|throw new Error\(/.test(source)) return true
  const literal = String.raw`('[^']*'|"[^"]*"|true|false|-?\d+(?:\.\d+)?)`
  const equal = new RegExp(`expect\\(${literal}\\)\\.(not\\.)?to(?:Be|Equal|StrictEqual)\\(${literal}\\)`, 'g')
  return [...source.matchAll(equal)].some(
    ([, left = '', not, right = '']) => (unquoted(left) === unquoted(right)) === (not !== undefined),
  )
}

function unquoted(literal: string): string {
  return literal.replace(/^['"](.*)['"]$/, '$1')
}

/** A tool's version is that of the package it belongs to. */
function tellVersion(process: Process): number {
  const called = process.arguments[0] ?? ''
  const path = realPath(process, findProgram(process, called).value ?? called).value ?? ''
  const manifest = readTextFile(process, `${directoryName(directoryName(path))}/package.json`).value ?? ''
  const version = /"version": "([^"]+)"/.exec(manifest)?.[1] ?? ''
  const name = called.replace(/.*\//, '')
  say(process, name === 'tsc' ? `Version ${version}` : name === 'eslint' ? `v${version}` : version)
  return 0
}

/** Compilers and checkers that read sources and, here, find nothing wrong. */
export const checkers = tool({
  names: ['tsc', 'eslint', 'prettier'],
  summary: 'Compiles or checks the sources of a JavaScript project.',
  exact: '',
  modelled: 'Three seconds; `tsc` copies each .ts file of src to the folder of --outDir as .js.',
  missing: 'The checks themselves: nothing is ever found wrong.',
  run: (process) => {
    const words = process.arguments.slice(1)
    if (words[0] === '--version' || words[0] === '-v') return tellVersion(process)
    work(process, 3000)
    tellModel(process, `${process.arguments[0]?.split('/').at(-1)}: the sources are not really checked.`)
    if (!(process.arguments[0] ?? '').endsWith('tsc') || words.includes('--noEmit')) return 0
    const named = words.indexOf('--outDir')
    const out = `${process.directory}/${named === -1 ? 'dist' : (words[named + 1] ?? 'dist')}`
    if (!isDirectory(process, `${process.directory}/src`)) return 0
    for (const [path, content] of sourcesBelow(
      process,
      `${process.directory}/src`,
      (name) => /\.tsx?$/.test(name) && !/\.d\.ts$/.test(name),
      notSources,
    ))
      placeFile(process, `${out}/${path.replace(/\.tsx?$/, '.js')}`, content)
    return 0
  },
})
