import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { brokenClaims } from '../../src/lessons/claims.ts'
import { playFolder } from '../../src/lessons/lesson.ts'
import { newCommand } from '../../tools/command/new.ts'

const folder = mkdtempSync(join(tmpdir(), 'layerwise-lesson-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
vi.spyOn(console, 'log').mockImplementation(() => {})

it('begins a lesson whose scene keeps what it claims', () => {
  expect(newCommand(['lesson', 'small-bases'], folder)).toBe(0)
  expect(readFileSync(join(folder, 'small-bases/index.md'), 'utf8')).toMatch(
    /^---\ntitle: Small bases\n[\s\S]*order: \d+\n/,
  )
  const { scene, plays } = playFolder('content/templates/lesson/scenes/1', 'template/1')
  expect(brokenClaims(scene, plays)).toEqual([])
})
it('never writes over one', () => expect(() => newCommand(['lesson', 'small-bases'], folder)).toThrow('there already'))
it('wants a name that can stand in an address', () =>
  expect(() => newCommand(['lesson', 'Small Bases'], folder)).toThrow('small letters'))
it('begins nothing else', () => expect(() => newCommand(['book', 'x'], folder)).toThrow('new lesson NAME'))
