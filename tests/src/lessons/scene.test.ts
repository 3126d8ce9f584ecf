import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readScene, type Scene } from '../../../src/lessons/scene.ts'

/** A scene from the files of its folder, and of a fixture `shop` where one is given. */
function scene(files: Readonly<Record<string, string>>, fixture: Readonly<Record<string, string>> = {}): Scene {
  const root = mkdtempSync(join(tmpdir(), 'scene-'))
  const put = (folder: string, all: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(root, folder, path)), { recursive: true })
      writeFileSync(join(root, folder, path), text)
    }
  }
  put('scene', files)
  put('content/fixtures/shop', fixture)
  try {
    return readScene(root, 'scene', 'lesson/1')
  } finally {
    rmSync(root, { recursive: true })
  }
}

const plain = 'title: One\nexpect: [{ step: 1 }]\n'
const paths = (read: Scene) => read.project.files.map((file) => file.path)

describe('a scene', () => {
  it('is its yaml and the files beside it', () =>
    expect(paths(scene({ 'scene.yaml': plain, Dockerfile: 'FROM x', 'src/a.txt': 'a' }))).toEqual([
      'Dockerfile',
      'src/a.txt',
    ]))
  it('keeps the solution apart', () =>
    expect(
      scene({ 'scene.yaml': plain, Dockerfile: 'FROM x', 'solution/Dockerfile': 'FROM y' }).project.solution?.files,
    ).toEqual([{ path: 'Dockerfile', text: 'FROM y' }]))
  it('stands on a fixture and replaces what it likes', () =>
    expect(
      scene(
        { 'scene.yaml': `fixture: shop\n${plain}`, Dockerfile: 'FROM mine' },
        { 'fixture.json': '{}', Dockerfile: 'FROM theirs', 'a.txt': 'a' },
      ).project.files,
    ).toEqual([
      { path: 'Dockerfile', text: 'FROM mine' },
      { path: 'a.txt', text: 'a' },
    ]))
  it('leaves out what it does not want of a fixture, folders too', () =>
    expect(
      paths(
        scene(
          { 'scene.yaml': `fixture: shop\nwithout: [b, c.txt]\n${plain}` },
          { 'fixture.json': '{}', 'a.txt': '', 'b/x': '', 'c.txt': '' },
        ),
      ),
    ).toEqual(['a.txt']))
  it('has the big files of a fixture as stand-ins', () =>
    expect(
      scene(
        { 'scene.yaml': `fixture: shop\n${plain}` },
        { 'fixture.json': '{ "sized": [{ "path": "big", "size": 9, "kind": "packed" }] }' },
      ).project.files,
    ).toEqual([{ path: 'big', sized: { size: 9, kind: 'packed' } }]))
  it('may set modes', () =>
    expect(scene({ 'scene.yaml': `modes: { run.sh: "0755" }\n${plain}`, 'run.sh': '' }).project.files[0]?.mode).toBe(
      '0755',
    ))
})

describe('an author’s mistake', () => {
  const fails = (yaml: string, found: string) => expect(() => scene({ 'scene.yaml': yaml })).toThrow(found)
  it('is a scene without claims', () => fails('title: One\nexpect: []\n', 'at least one expectation'))
  it('is a word that scenes do not have', () => fails(`${plain}colour: red\n`, 'colour'))
  it('is a fixture that is not there', () => fails(`fixture: shed\n${plain}`, 'shed'))
  it('is a mode of no file', () => fails(`modes: { a: "0755" }\n${plain}`, 'modes of files'))
  it('is a yaml that is none', () => fails('title: [', 'scene.yaml'))
  it('is a folder without scene.yaml', () => expect(() => scene({})).toThrow('no such file'))
})
