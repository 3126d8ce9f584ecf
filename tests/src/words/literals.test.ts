import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/** What a template may say by itself: docker's words, names of keys and units, the site's own name. */
const allowed = /^(FROM( …)?|docker build.*|Esc|Tab|MB|Dockerfile|(· )?Layerwise.*|Ctrl K|plc_fake_…)$/

/** Attributes that are read or read out. */
const told = /(?:^|\s)(?:aria-label|aria-description|title|placeholder|alt)="([^"]*)"/g

/** What is in English alone: the reference, the instructors’ pages, the pictures for links, the element in pages of others. */
const english = /reference|Reference|teach|cards\.ts|embed\/host/

const gap = '\u0000'

/** The words that the templates of a file say by themselves, in place of those of `src/words`: between tags, and in attributes that are told. */
function literalsIn(path: string, text: string): readonly string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && /^(html|svg)$/.test(node.tag.getText()))
      found.push(...saidBy(node.template))
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
  return found.map((said) => `${path}: ${said}`)
}

function saidBy(template: ts.TemplateLiteral): readonly string[] {
  const source = ts.isNoSubstitutionTemplateLiteral(template)
    ? template.text
    : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)].join(gap)
  const attributes = [...source.matchAll(/<[^>]*>/g)].flatMap(([tag]) =>
    [...tag.matchAll(told)].map(([, value = '']) => value),
  )
  const between = source.split(/<[^>]*>/)
  return [...attributes, ...between]
    .map((said) =>
      said
        .replaceAll(gap, '')
        .replace(/&#?\w+;/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((said) => /\p{L}{2}/u.test(said) && !allowed.test(said))
}

/** The words that a page of Astro says by itself. Its markup is read as JSX, which it is but for elements without an end. */
function pageLiterals(path: string, page: string): readonly string[] {
  const markup = page
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/<(script|style)\b[\s\S]*?<\/\1>|<!doctype html>/g, '')
    .replace(/<((?:meta|link|br|hr|input|img)\b(?:[^>{]|\{(?:[^{}]|\{[^}]*\})*\})*?)\/?>/g, '<$1/>')
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) found.push(node.text)
    if (ts.isJsxAttribute(node) && node.initializer !== undefined && ts.isStringLiteral(node.initializer)) {
      if (/^(aria-label|title|placeholder|alt|description)$/.test(node.name.getText()))
        found.push(node.initializer.text)
    } else if (ts.isStringLiteralLike(node) && !ts.isJsxAttribute(node.parent) && /^\s|\s$/.test(node.text))
      found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(`${path}.tsx`, `<>${markup}</>`, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
  return found
    .map((said) =>
      said
        .replace(/&#?\w+;/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((said) => /\p{L}{2}/u.test(said) && !allowed.test(said))
    .map((said) => `${path}: ${said}`)
}

/** Texts of a script that begin as sentences do, but for what it throws when something of ours is broken. */
function sentencesIn(path: string, text: string): readonly string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isThrowStatement(node) || ts.isImportDeclaration(node)) return
    const said = ts.isStringLiteralLike(node) ? node.text : ts.isTemplateExpression(node) ? node.head.text : ''
    if (/^[^\p{L}<]*\p{Lu}\p{Ll}* \p{Ll}{2}/u.test(said)) found.push(said)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
  return found.map((said) => `${path}: ${said}`)
}

const check = (template: string, ...said: readonly string[]) =>
  expect(literalsIn('x.ts', `html\`${template}\``)).toEqual(said.map((one) => `x.ts: ${one}`))

describe('the words of the interface', () => {
  it('stand in src/words, not in the templates that draw them', () => {
    const paths = globSync('src/{workbench,editor,terminal,exercise,embed,components,lessons}/**/*.ts')
    expect(paths.flatMap((path) => literalsIn(path, readFileSync(path, 'utf8')))).toEqual([])
  })
  it('stand there for the pages too', () => {
    const paths = globSync('src/{components,layouts,pages}/**/*.astro').filter((path) => !english.test(path))
    expect(paths.length).toBeGreaterThan(30)
    expect(paths.flatMap((path) => pageLiterals(path, readFileSync(path, 'utf8')))).toEqual([])
  })
  it('stand there for what scripts say', () => {
    const paths = globSync('src/{state,embed,exercise,components}/**/*.ts').filter((path) => !english.test(path))
    expect(paths.flatMap((path) => sentencesIn(path, readFileSync(path, 'utf8')))).toEqual([])
  })
})

describe('a page that speaks for itself', () => {
  const said = (page: string) => pageLiterals('x.astro', `---\nconst a = 'Not this'\n---\n${page}`)
  it('is seen between tags, around values, and in what is read out', () =>
    expect(said('<p title="A hint">Line {one}</p>')).toEqual(['x.astro: A hint', 'x.astro: Line']))
  it('is seen within an expression', () =>
    expect(said("{list.map((one) => <li>{one} pieces{isLast && ' and no more'}</li>)}")).toEqual([
      'x.astro: pieces',
      'x.astro: and no more',
    ]))
  it('is not where its words are given', () =>
    expect(said('<p class="a b" title={words.a}>{words.b}<br>1 / 2</p><style>p { color: red }</style>')).toEqual([]))
})

describe('a script that speaks for itself', () => {
  it('is seen, but not for what it throws', () =>
    expect(sentencesIn('x.ts', "told.textContent = 'It is done'; throw new RangeError('It is not done')")).toEqual([
      'x.ts: It is done',
    ]))
})

describe('a template that speaks for itself', () => {
  it('is seen between tags', () => check('<p>Not yet</p>', 'Not yet'))
  it('is seen in a label', () => check('<p aria-label="A list"></p>', 'A list'))
  it('is seen around a value', () => check('<p>Line ${1}</p>', 'Line'))
  it('is not where it has values only', () => check('<p class="a b" title=${1}>${2}: ${3}</p>'))
  it('is not where it shows what docker is given', () => check('<code>docker build ${1} .</code>'))
})
