import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Case } from './case.ts'
import type { ScoredStep } from './score.ts'

const schema = v.object({
  steps: v.array(
    v.object({
      exit: v.number(),
      stderr: v.optional(v.string()),
      vertices: v.optional(
        v.array(
          v.object({
            name: v.string(),
            cached: v.optional(v.boolean()),
            inputs: v.optional(v.array(v.string())),
            stdout: v.optional(v.string()),
            stderr: v.optional(v.string()),
            notStarted: v.optional(v.boolean()),
          }),
        ),
      ),
      contextBytes: v.optional(v.number()),
      warnings: v.optional(v.array(v.unknown())),
      check: v.optional(v.unknown()),
      image: v.optional(
        v.object({
          configText: v.string(),
          configDigest: v.string(),
          history: v.nullable(v.array(v.unknown())),
          layers: v.array(
            v.object({
              diffID: v.string(),
              size: v.number(),
              fileBytes: v.optional(v.number()),
              base: v.optional(v.string()),
              entries: v.optional(v.array(v.unknown())),
            }),
          ),
        }),
      ),
    }),
  ),
})

/** What docker did in each step of a case. Throws when the record is not there or has another shape. */
export function readExpected(each: Case): readonly ScoredStep[] {
  return v.parse(schema, JSON.parse(readFileSync(join(each.folder, 'expected.json'), 'utf8'))).steps
}
