import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { expandForDisplay, expandHeredocBody, expandWord, expandWords } from '../../../simulator/dockerfile/expand.ts'
import { parseMount } from '../../../simulator/dockerfile/mounts.ts'
import { parseDockerfile } from '../../../simulator/dockerfile/parse.ts'
import { printDockerfile } from '../../../simulator/dockerfile/print.ts'
import { reparse } from '../../../simulator/dockerfile/reparse.ts'
import { lineAt } from '../../../simulator/values/range.ts'
import { anyText, dockerfileText, runs } from './fragments.ts'

vi.setConfig({ testTimeout: 10_000 + runs * 5 })

function always(text: fc.Arbitrary<string>, property: (text: string) => void) {
  fc.assert(fc.property(text, property), { numRuns: runs })
}

/** All ranges in a value, wherever they stand in it. */
function rangesIn(value: unknown): readonly { readonly from: number; readonly to: number }[] {
  if (typeof value !== 'object' || value === null) return []
  if ('from' in value && 'to' in value && typeof value.from === 'number' && typeof value.to === 'number')
    return [{ from: value.from, to: value.to }]
  return Object.values(value).flatMap(rangesIn)
}

const places = new Set(['range', 'focus', 'bodyRange', 'bodies', 'lines', 'joints', 'offsetOf', 'emptyContinuation'])

/** A value without all that says where it stands. */
function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key]) => !places.has(key))
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutPlaces(item)]))
}

it('reads any text without failing, with all places inside it', () =>
  always(anyText, (text) => {
    const { instructions, problems, lineStarts } = parseDockerfile(text)
    const outside = rangesIn([instructions, problems]).filter(
      ({ from, to }) => !(0 <= from && from <= to && to <= text.length),
    )
    expect(outside).toEqual([])
    let end = 0
    for (const instruction of instructions) {
      expect(instruction.range.from).toBeGreaterThanOrEqual(end)
      expect(lineAt(lineStarts, instruction.range.from)).toBe(instruction.lines.first)
      end = instruction.range.to
    }
  }))

it('knows the place of every character of a logical line', () =>
  always(dockerfileText, (text) => {
    for (const instruction of parseDockerfile(text).instructions) {
      const found = Array.from(instruction.text, (_, index) => text[instruction.offsetOf(index)])
      expect(found.join('')).toBe(Array.from(instruction.text, (_, index) => instruction.text[index]).join(''))
    }
  }))

it('prints what it reads back', () =>
  always(dockerfileText, (text) => {
    const read = parseDockerfile(text)
    fc.pre(
      !read.problems.some((problem) => ['UnterminatedHeredoc', 'LineTooLong', 'InvalidEscape'].includes(problem.code)),
    )
    const printed = printDockerfile(read)
    expect(withoutPlaces(parseDockerfile(printed).instructions)).toEqual(withoutPlaces(read.instructions))
    expect(printDockerfile(parseDockerfile(printed))).toBe(printed)
  }))

it('prints the blanks that an ONBUILD stores, and no more', () => {
  const read = parseDockerfile('FROM a\nONBUILD \\  \\')
  expect(printDockerfile(parseDockerfile(printDockerfile(read)))).toBe(printDockerfile(read))
  expect(parseDockerfile(printDockerfile(read)).instructions[1]).toMatchObject({ expression: '\\  ' })
})

it('reads a changed text as if it were new', () => {
  const edit = fc.tuple(dockerfileText, fc.nat(), fc.nat({ max: 8 }), dockerfileText)
  fc.assert(
    fc.property(edit, ([text, place, removed, inserted]) => {
      const at = text.length === 0 ? 0 : place % text.length
      const changed = text.slice(0, at) + inserted.slice(0, 12) + text.slice(at + removed)
      const again = reparse(parseDockerfile(text), changed)
      const fresh = parseDockerfile(changed)
      const comparable = (value: object) => JSON.parse(JSON.stringify(value))
      expect(comparable(again)).toEqual(comparable(fresh))
      again.instructions.forEach((instruction, index) => {
        const last = instruction.text.length - 1
        expect(instruction.offsetOf(last)).toBe(fresh.instructions[index]?.offsetOf(last))
      })
    }),
    { numRuns: runs },
  )
})

it('keeps the instructions before a change as they are', () => {
  const before = parseDockerfile('FROM a\nRUN b\nRUN c\n')
  const after = reparse(before, 'FROM a\nRUN b\nRUN x\n')
  expect(after.instructions[1]).toBe(before.instructions[1])
  expect(after.instructions[2]).not.toBe(before.instructions[2])
})

it('expands any text without failing', () =>
  always(anyText, (text) => {
    const variables = { get: (name: string) => (name.length > 1 ? undefined : `*${name}/`) }
    expandWord(text, variables)
    expandWords(text, variables, { escape: '`' })
    expandForDisplay(text, variables)
    expandHeredocBody(text, variables)
    parseMount(text)
  }))
