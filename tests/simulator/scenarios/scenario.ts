import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'

const schema = v.strictObject({
  name: v.string(),
  from: v.string(),
  run: v.string(),
  flags: v.optional(v.string(), ''),
  heredoc: v.optional(v.boolean(), false),
  before: v.optional(v.string(), ''),
  files: v.optional(v.record(v.string(), v.string()), {}),
  fixture: v.optional(v.string()),
  only: v.optional(v.array(v.string())),
  leaves: v.optional(v.array(v.string()), []),
  prints: v.optional(v.array(v.string()), []),
  adds: v.optional(v.union([v.string(), v.number()])),
  fails: v.optional(v.number()),
  gap: v.optional(v.string()),
})

/**
 * One RUN as a developer writes it, and what it does in reality. `from` is an image of the catalog; `before` are lines between it and the RUN, `flags`
 * and `heredoc` how the text is given to RUN. `files` (texts by path), or the files of a `fixture` (`only` some), are copied to /src before, which is then the working directory.
 *
 * `leaves` says how paths are afterwards, those without a slash in front under /src: `/a/b` is there, `/a/` is a directory, `no /a/*` is not, `/a 640 1:2` has
 * mode and owner, `/a x` can be executed, `/a -> b` links, `/a has text`. `prints` are pieces of the output; `adds` is what the layer weighs (`1 MB..2 MB`, or
 * bytes). `fails` is the exit code it ends with in reality. `gap` names what is not simulated: the RUN must fail here and say so.
 */
export type Scenario = v.InferOutput<typeof schema>

const folder = import.meta.dirname

/** The families of scenarios, one a file. */
export const families: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''))
  .sort()

/** The scenarios of one family. Throws when the file has another form. */
export function scenariosOf(family: string): readonly Scenario[] {
  return v.parse(v.array(schema), parse(readFileSync(join(folder, `${family}.yaml`), 'utf8')))
}
