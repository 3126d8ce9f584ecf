import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/** What a template may say by itself: docker's words, names of keys and units. */
const allowed = /^(FROM( …)?|docker build.*|Esc|Tab|MB|Dockerfile)$/

/** Attributes that are read or read out. */
const told = /(?:^|\s)(?:aria-label|aria-description|title|placeholder|alt)="([^"]*)"/g

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

const check = (template: string, ...said: readonly string[]) =>
  expect(literalsIn('x.ts', `html\`${template}\``)).toEqual(said.map((one) => `x.ts: ${one}`))

describe('the words of the interface', () => {
  it('stand in src/words, not in the templates that draw them', () => {
    const paths = globSync('src/{workbench,editor,terminal}/**/*.ts')
    expect(paths.flatMap((path) => literalsIn(path, readFileSync(path, 'utf8')))).toEqual([])
  })
})

describe('a template that speaks for itself', () => {
  it('is seen between tags', () => check('<p>Not yet</p>', 'Not yet'))
  it('is seen in a label', () => check('<p aria-label="A list"></p>', 'A list'))
  it('is seen around a value', () => check('<p>Line ${1}</p>', 'Line'))
  it('is not where it has values only', () => check('<p class="a b" title=${1}>${2}: ${3}</p>'))
  it('is not where it shows what docker is given', () => check('<code>docker build ${1} .</code>'))
})
