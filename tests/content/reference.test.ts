import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkRules } from '../../simulator/index.ts'
import { checkPages, checkWorkbench, findingsIn } from '../../src/reference/check.ts'
import { errorEntries } from '../../src/reference/error.ts'
import { instructionPages, instructionWorkbench } from '../../src/reference/instruction.ts'
import { pageNames } from '../../src/reference/page.ts'

const checks = await checkPages(() => undefined)
const instructions = await instructionPages(() => undefined)

/** Checks that tell the same as another: the builder's own and the one of hadolint's numbering. */
const twins: Readonly<Record<string, readonly string[]>> = {
  JSONArgsRecommended: ['DL3025'],
  DL3025: ['JSONArgsRecommended'],
  MaintainerDeprecated: ['DL4000'],
  DL4000: ['MaintainerDeprecated'],
  WorkdirRelativePath: ['DL3000'],
  DuplicateStageName: ['DL3024'],
  DL3024: ['DuplicateStageName'],
  MultipleInstructionsDisallowed: ['DL4003'],
  DL4003: ['MultipleInstructionsDisallowed'],
  DL4004: ['MultipleInstructionsDisallowed'],
}

describe('the checks', () => {
  it('have a page each', () => expect([...pageNames('checks')].sort()).toEqual([...checkRules.keys()].sort()))
  it.each(checks.filter(({ bad }) => bad !== undefined))(
    '$code is triggered by its first example, alone',
    ({ code, bad = '', files }) => {
      const codes = findingsIn(bad, files)
        .filter(({ severity }) => severity !== 'error')
        .map((problem) => problem.code)
      expect(codes).toContain(code)
      expect(codes.filter((other) => other !== code && !(twins[code] ?? []).includes(other))).toEqual([])
    },
  )
  it.each(checks)('$code finds nothing in its second example, nor does any other', ({ good, files }) =>
    expect(findingsIn(good, files)).toEqual([]),
  )
  it.each(checks.filter(({ fix }) => fix !== undefined))('$code is gone after its fix', ({ code, fix, files }) =>
    expect(findingsIn(fix?.text ?? '', files).filter((problem) => problem.code === code)).toEqual([]),
  )
  it.each(checks)('$code shows the result of its examples', (page) => {
    const html = checkWorkbench(page)
    expect(html).not.toMatch(/\bNaN\b|>undefined|\[object/)
    // The second example builds.
    expect(html.split('still-failure').length - 1).toBeLessThanOrEqual(1)
  })
})

describe('the instructions', () => {
  it('have a page each', () => expect(instructions.length).toBe(18))
  it.each(instructions)('$keyword builds its example', (page) => {
    const html = instructionWorkbench(page)
    expect(html).not.toMatch(/\bNaN\b|>undefined|\[object|still-failure/)
  })
})

describe('the errors', () => {
  const sources = globSync(['simulator/{dockerfile,graph,solver}/**/*.ts', 'simulator/build.ts'])
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
  it('are such as the simulator tells', () =>
    expect(
      errorEntries()
        .filter(({ code }) => !sources.includes(`'${code}'`))
        .map(({ code }) => code),
    ).toEqual([]))
  it('have an entry each', () => {
    const told = [...sources.matchAll(/(?:\bcode: |errorAt\([^,]+, |errorOf\(|wrongLine\([^,]+, )'([A-Z]\w+)'/g)]
    const known = new Set(errorEntries().map(({ code }) => code))
    expect([...new Set(told.map((match) => match[1] ?? ''))].filter((code) => !known.has(code))).toEqual([])
  })
})

describe('the voice', () => {
  const words = /\b(simply|just|obviously|of course|easy|easily)\b|!(?=\s|$)/i
  const prose = (html: string) => html.replace(/<code>.*?<\/code>/g, '').replace(/<[^>]+>/g, ' ')
  const pages = [
    ...checks.map(({ code, html, summary }) => ({ name: code, html: `<p>${summary}</p>${html}` })),
    ...instructions.map(({ keyword, html, summary }) => ({ name: keyword, html: `<p>${summary}</p>${html}` })),
    ...errorEntries().map(({ code, text }) => ({ name: code, html: `<p>${text}</p>` })),
  ]
  it('is calm', () => expect(pages.filter(({ html }) => words.test(prose(html))).map(({ name }) => name)).toEqual([]))
  it('has paragraphs of at most 80 words', () =>
    expect(
      pages
        .filter(({ html }) =>
          [...html.matchAll(/<(p|li)>([\s\S]*?)<\/\1>/g)].some(
            (match) => prose(match[2] ?? '').split(/\s+/).length > 80,
          ),
        )
        .map(({ name }) => name),
    ).toEqual([]))
})
