import type { Program } from '../../process.ts'
import { cat, nl, rev, tac } from '../cat.ts'
import { cut } from '../cut.ts'
import { env, printenv } from '../env.ts'
import { grep } from '../grep.ts'
import { head, tail } from '../head.ts'
import { echo, printf } from '../printf.ts'
import { sort } from '../sort.ts'
import { tee } from '../tee.ts'
import { tr } from '../tr.ts'
import { clear, falseProgram, trueProgram, yes } from '../truth.ts'
import { uniq } from '../uniq.ts'
import { wc } from '../wc.ts'
import { xargs } from '../xargs.ts'

/** Programs that work on text, run other programs, or ask the machine. */
export const textPrograms: readonly Program[] = [
  cat,
  tac,
  rev,
  nl,
  echo,
  printf,
  cut,
  env,
  printenv,
  grep,
  xargs,
  head,
  tail,
  sort,
  tee,
  tr,
  uniq,
  wc,
  clear,
  trueProgram,
  falseProgram,
  yes,
]
