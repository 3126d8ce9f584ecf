import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/**
 * The house, from the ground up. A room may use its own files and every room on a lower floor; never a room above it, never one beside it.
 * A file belongs to the longest path that fits. This list is the one place to change it.
 */
const floors: readonly (readonly string[])[] = [
  ['simulator/values'],
  ['simulator/filesystem', 'simulator/dockerfile'],
  ['simulator/image', 'simulator/context', 'simulator/machine'],
  ['simulator/graph', 'simulator/registry'],
  ['simulator/cache', 'simulator/checks', 'simulator/language'],
  ['simulator/solver', 'simulator/containers'],
  ['simulator/build.ts'],
  ['simulator/comparison'],
  ['simulator/docker'],
  ['simulator/exercise'],
  [
    'simulator/index.ts',
    'simulator/programs.ts',
    'simulator/containers.ts',
    'simulator/hosts.ts',
    'simulator/exercises.ts',
  ],
  ['src/styles', 'src/words'],
  ['src/state'],
  ['src/engine', 'src/editor', 'src/terminal'],
  ['src/workbench'],
  ['src/embed'],
  ['src/lms'],
  ['src/lessons'],
  ['src/exercise'],
  ['src/teach'],
  ['src/reference'],
  ['src/components'],
  ['src/layouts'],
  ['src/pages', 'src/content.config.ts', 'src/middleware.ts'],
]

/** The only packages that the simulator stands on. */
const simulatorPackages = ['@noble/hashes', 'fflate', 'valibot', 'yaml']

/** What a pure function cannot have: a page, a clock, chance, a network, a memory of its own, the system. */
const worldly = new Set(
  [
    'window document navigator location localStorage sessionStorage indexedDB caches history HTMLElement customElements',
    'performance setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame requestIdleCallback',
    'fetch XMLHttpRequest WebSocket EventSource Worker postMessage BroadcastChannel crypto',
    'process Buffer require module __dirname __filename global globalThis self console Intl',
  ].flatMap((line) => line.split(' ')),
)

const longestFile = 500
const emptyNames = /(^|\/)(utils?|helpers?|managers?|misc|common|data|info|stuff)(\.|\/)/

const sources = globSync(['simulator/**/*.ts', 'src/**/*.{ts,astro}', 'tools/**/*.ts', 'tests/**/*.ts'])
  .map((path) => path.replaceAll('\\', '/'))
  .sort()

describe('the floors', () => {
  it('lets imports go down only', () => expect(inFiles(['simulator/', 'src/'], upwardImports)).toEqual([]))
  it('gives every file a floor', () =>
    expect(
      sources.filter(
        (path) => /^(simulator|src)\//.test(path) && !path.endsWith('.d.ts') && floorOf(path) === undefined,
      ),
    ).toEqual([]))
  it('lets the site, the tools and the recorded cases use the simulator through its index only', () =>
    expect(inFiles(['src/', 'tools/', 'tests/conformance/', 'tests/content/', 'tests/site/'], deepImports)).toEqual([]))
  it('lets the simulator use few packages and nothing of Node', () =>
    expect(inFiles(['simulator/'], foreignImports)).toEqual([]))
})

describe('the simulator is pure', () => {
  it('has no page, clock, chance, network or storage', () => expect(inFiles(['simulator/'], worldlyNames)).toEqual([]))
  it('is checked against the language alone', () => {
    const options = JSON.parse(readFileSync('tsconfig.simulator.json', 'utf8')).compilerOptions
    expect(options).toEqual({ lib: ['ES2023'], types: [] })
  })
  it('declares no more of the platform than two codecs', () =>
    expect(declaredNames(parse('simulator/platform.d.ts'))).toEqual(['TextDecoder', 'TextEncoder']))
})

describe('every source', () => {
  it('has no any, and no cast through unknown', () => expect(inFiles([''], looseTypes)).toEqual([]))
  it('suppresses no checker', () =>
    expect(
      inFiles([''], (file) =>
        lines(file, new RegExp(`@ts-${'ignore'}|@ts-${'nocheck'}|@ts-${'expect'}-error|biome-${'ignore'}`)),
      ),
    ).toEqual([]))
  it('leaves no note for later', () =>
    expect(
      inFiles([''], (file) =>
        lines(file, new RegExp(`(//|^\\s*/?\\*).*\\b(${'TO' + 'DO'}|${'FIX' + 'ME'}|X${'XX'})\\b`)),
      ),
    ).toEqual([]))
  it(`is one concept: at most ${longestFile} lines`, () =>
    expect(
      inFiles([''], (file) =>
        file.text.split('\n').length > longestFile ? [`${file.text.split('\n').length} lines`] : [],
      ),
    ).toEqual([]))
  it('is named after what is in it', () => expect(sources.filter((path) => emptyNames.test(path))).toEqual([]))
})

/** The checker checked: each rule sees what it forbids. */
describe('these rules', () => {
  const findings = (rule: Rule, path: string, text: string) => rule({ path, text, tree: parseText(path, text) })
  it('see an import that goes up', () =>
    expect(findings(upwardImports, 'simulator/values/x.ts', `import { a } from '../graph/a.ts'`)).toEqual([
      '1: imports simulator/graph/a.ts',
    ]))
  it('see an import that goes sideways', () =>
    expect(findings(upwardImports, 'simulator/image/x.ts', `export * from '../machine/a.ts'`)).toHaveLength(1))
  it('see an import that loads on demand', () =>
    expect(findings(upwardImports, 'src/state/x.ts', `await import('../workbench/a.ts')`)).toHaveLength(1))
  it('see an import in an Astro file', () =>
    expect(
      findings(deepImports, 'src/pages/x.astro', `---\nimport { a } from '../../simulator/build.ts'\n---\n<p>it</p>`),
    ).toHaveLength(1))
  it('see the clock, chance and the page', () =>
    expect(
      findings(
        worldlyNames,
        'simulator/x.ts',
        'Date.now(); new Date(); Math.random(); document.title; globalThis.fetch',
      ),
    ).toHaveLength(5))
  it('allow a fixed date, and a parameter that shares a name with the world', () =>
    expect(
      findings(
        worldlyNames,
        'simulator/x.ts',
        'new Date(0); const f = (process: { id: number }) => process.id; a.document',
      ),
    ).toEqual([]))
  it('see a reference to the page types', () =>
    expect(findings(worldlyNames, 'simulator/x.ts', '/// <reference lib="dom" />')).toHaveLength(1))
  it('see any and unknown casts', () =>
    expect(findings(looseTypes, 'src/state/x.ts', 'const a: any = 1; const b = a as unknown as string')).toHaveLength(
      2,
    ))
  it('see a package that the simulator may not have', () =>
    expect(
      findings(foreignImports, 'simulator/x.ts', `import 'lit'; import 'node:fs'; import { gzipSync } from 'fflate'`),
    ).toHaveLength(2))
})

interface Source {
  readonly path: string
  readonly text: string
  readonly tree: ts.SourceFile
}
type Rule = (file: Source) => readonly string[]

function inFiles(folders: readonly string[], rule: Rule): readonly string[] {
  return sources
    .filter((path) => folders.some((folder) => path.startsWith(folder)))
    .flatMap((path) => rule({ path, text: read(path), tree: parse(path) }).map((finding) => `${path}:${finding}`))
}

function upwardImports({ path, tree }: Source): readonly string[] {
  const own = floorOf(path)
  return importsOf(path, tree).flatMap(({ line, target }) => {
    const other = floorOf(target)
    if (own === undefined || other === undefined || own.room === other.room || other.floor < own.floor) return []
    return [`${line}: imports ${target}`]
  })
}

/** What pages and tools may import of the simulator. */
const faces: ReadonlySet<string> = new Set([
  'simulator/index.ts',
  'simulator/programs.ts',
  'simulator/containers.ts',
  'simulator/hosts.ts',
  'simulator/exercises.ts',
])

function deepImports({ path, tree }: Source): readonly string[] {
  return importsOf(path, tree).flatMap(({ line, target }) =>
    target.startsWith('simulator/') && !faces.has(target) ? [`${line}: imports ${target}`] : [],
  )
}

function foreignImports({ path, tree }: Source): readonly string[] {
  return importsOf(path, tree).flatMap(({ line, target }) => {
    if (
      target.startsWith('simulator/') ||
      simulatorPackages.some((name) => target === name || target.startsWith(`${name}/`))
    )
      return []
    return [`${line}: imports ${target}`]
  })
}

function floorOf(path: string): { readonly floor: number; readonly room: string } | undefined {
  const rooms = floors.flatMap((names, floor) => names.map((room) => ({ floor, room })))
  return rooms
    .filter(({ room }) => path === room || path.startsWith(`${room}/`))
    .sort((a, b) => b.room.length - a.room.length)[0]
}

/** Every import, export from, and import() of a file: the line, and the file in the project or the package that is meant. */
function importsOf(path: string, tree: ts.SourceFile): readonly { readonly line: number; readonly target: string }[] {
  const found: { line: number; target: string }[] = []
  visit(tree, (node) => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return
    const target = specifier.text.startsWith('.')
      ? normalize(join(dirname(path), specifier.text)).replaceAll('\\', '/')
      : specifier.text
    found.push({ line: lineOf(tree, node), target: target.replace(/\?.*$/, '') })
  })
  return found
}

function worldlyNames({ tree }: Source): readonly string[] {
  const own = new Set(declaredNames(tree))
  const found = tree.libReferenceDirectives.map((reference) => `1: reference lib="${reference.fileName}"`)
  visit(tree, (node) => {
    if (ts.isNewExpression(node) && node.expression.getText(tree) === 'Date' && !node.arguments?.length)
      found.push(`${lineOf(tree, node)}: new Date()`)
    if (ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random)$/.test(node.getText(tree)))
      found.push(`${lineOf(tree, node)}: ${node.getText(tree)}`)
    if (ts.isIdentifier(node) && worldly.has(node.text) && !own.has(node.text) && isReference(node))
      found.push(`${lineOf(tree, node)}: ${node.text}`)
  })
  return found
}

/** Whether an identifier reads a variable, rather than naming a property or a declaration. */
function isReference(node: ts.Identifier): boolean {
  const parent = node.parent
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isQualifiedName(parent) || ts.isTypeReferenceNode(parent)) return false
  if (ts.isShorthandPropertyAssignment(parent)) return true
  return !('name' in parent && parent.name === node) && !('propertyName' in parent && parent.propertyName === node)
}

function declaredNames(tree: ts.SourceFile): readonly string[] {
  const names: string[] = []
  visit(tree, (node) => {
    const name =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isImportSpecifier(node) ||
      ts.isImportClause(node)
        ? node.name
        : undefined
    const nested = ts.isParameter(node) && tree.isDeclarationFile
    if (name !== undefined && ts.isIdentifier(name) && !nested) names.push(name.text)
  })
  return names.sort()
}

function looseTypes({ tree }: Source): readonly string[] {
  const found: string[] = []
  visit(tree, (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`${lineOf(tree, node)}: any`)
    if (
      ts.isAsExpression(node) &&
      ts.isAsExpression(node.expression) &&
      node.expression.type.kind === ts.SyntaxKind.UnknownKeyword
    )
      found.push(`${lineOf(tree, node)}: as unknown as`)
  })
  return found
}

function lines({ text }: Source, pattern: RegExp): readonly string[] {
  return text.split('\n').flatMap((line, at) => (pattern.test(line) ? [`${at + 1}: ${line.trim()}`] : []))
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  ts.forEachChild(node, (child) => visit(child, see))
}

function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1
}

const texts = new Map<string, string>()
function read(path: string): string {
  const text = texts.get(path) ?? readFileSync(path, 'utf8')
  texts.set(path, text)
  return text
}

const trees = new Map<string, ts.SourceFile>()
function parse(path: string): ts.SourceFile {
  const tree = trees.get(path) ?? parseText(path, read(path))
  trees.set(path, tree)
  return tree
}

function parseText(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(
    path,
    path.endsWith('.astro') ? scriptsOf(text) : text,
    ts.ScriptTarget.ES2023,
    true,
    ts.ScriptKind.TS,
  )
}

/** The TypeScript of an Astro file, at its own lines: the frontmatter and the scripts; all else is blanked. */
function scriptsOf(text: string): string {
  const kept = [...text.matchAll(/^---\n([\s\S]*?)^---$/gm), ...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)]
  const shown = kept.map((match) => {
    const from = match.index + match[0].indexOf(match[1] ?? '')
    return { from, to: from + (match[1] ?? '').length }
  })
  return text.replace(/[^\n]/g, (unit, at: number) =>
    shown.some(({ from, to }) => at >= from && at < to) ? unit : ' ',
  )
}
