import type { Dialect } from '../dialect.ts'
import { ash, bash, dash } from '../dialect.ts'
import type { Shell } from '../shell.ts'
import type { Builtin } from './builtin.ts'
import { directoryBuiltins } from './directory.ts'
import { echoBuiltin } from './echo.ts'
import { flowBuiltins, sourceBuiltin } from './flow.ts'
import { getoptsBuiltin } from './getopts.ts'
import { jobBuiltins } from './jobs.ts'
import { builtinBuiltin, letBuiltin, lookupBuiltins } from './lookup.ts'
import { mapfileBuiltin } from './mapfile.ts'
import { optionBuiltins, shoptBuiltin } from './options.ts'
import { printfBuiltin } from './printf.ts'
import { readBuiltins } from './read.ts'
import { testBuiltin } from './test.ts'
import { declareBuiltin, variableBuiltins } from './variables.ts'

const ofShell = (shell: Shell) => builtinsOf(shell.dialect)

const common: Readonly<Record<string, Builtin>> = {
  ...flowBuiltins,
  ...variableBuiltins,
  ...optionBuiltins,
  ...directoryBuiltins,
  ...readBuiltins,
  ...jobBuiltins,
  ...lookupBuiltins(ofShell),
  echo: echoBuiltin,
  printf: printfBuiltin,
  test: testBuiltin,
  '[': testBuiltin,
  getopts: getoptsBuiltin,
}

const extended: Readonly<Record<string, Builtin>> = {
  ...common,
  let: letBuiltin,
  '[[': testBuiltin,
  ...(sourceBuiltin !== undefined && { source: sourceBuiltin }),
}

const tables: ReadonlyMap<string, ReadonlyMap<string, Builtin>> = new Map([
  [dash.name, new Map(Object.entries(common))],
  [ash.name, new Map(Object.entries(extended))],
  [
    bash.name,
    new Map(
      Object.entries({
        ...extended,
        declare: declareBuiltin,
        typeset: declareBuiltin,
        shopt: shoptBuiltin,
        mapfile: mapfileBuiltin,
        readarray: mapfileBuiltin,
        builtin: builtinBuiltin(ofShell),
      }),
    ),
  ],
])

const none: ReadonlyMap<string, Builtin> = new Map()

/** The builtins of a dialect, by name. */
export function builtinsOf(dialect: Dialect): ReadonlyMap<string, Builtin> {
  return tables.get(dialect.name) ?? none
}
