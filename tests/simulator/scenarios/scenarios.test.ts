import { describe, expect, it } from 'vitest'
import { play } from './play.ts'
import { families, scenariosOf } from './scenario.ts'

/* RUN lines as official images and ordinary projects have them, and what they do in reality: *.yaml, in the notation of scenario.ts. */

describe.each(families)('%s', (family) => {
  it.each(scenariosOf(family).map((scenario) => [scenario.name, scenario] as const))('%s', (_, scenario) =>
    expect(play(scenario).differences).toEqual([]),
  )
})
