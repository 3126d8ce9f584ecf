import type { Program } from '../../process.ts'
import { awk } from '../awk/awk.ts'
import { base64 } from '../base64.ts'
import { cat, nl, rev, tac } from '../cat.ts'
import { updateCertificates } from '../certificates.ts'
import { comm, expand, fold, join, paste, shuf, tsort, unexpand } from '../columns.ts'
import { cut } from '../cut.ts'
import { date } from '../date.ts'
import { digestPrograms } from '../digest.ts'
import { hexdump, od, xxd } from '../dump.ts'
import { env, printenv } from '../env.ts'
import { envsubst } from '../envsubst.ts'
import { expr } from '../expr.ts'
import { getopt } from '../getopt.ts'
import { grep } from '../grep.ts'
import { head, tail } from '../head.ts'
import { jq } from '../jq/jq.ts'
import { arch, free, hostname, kill, ldconfig, locale, nproc, uname, which } from '../kernel.ts'
import { nc, ping } from '../network/ask.ts'
import { curl } from '../network/curl.ts'
import { wget } from '../network/wget.ts'
import { echo, printf } from '../printf.ts'
import { ps } from '../ps.ts'
import { sed } from '../sed/sed.ts'
import { seq } from '../seq.ts'
import { ionice, nice, nohup, setsid, sleep, stdbuf, time, timeout, unbuffer, uptime } from '../sleep.ts'
import { sort } from '../sort.ts'
import { split } from '../split.ts'
import { tee } from '../tee.ts'
import { test } from '../test.ts'
import { tr } from '../tr.ts'
import { clear, falseProgram, trueProgram, yes } from '../truth.ts'
import { uniq } from '../uniq.ts'
import { wc } from '../wc.ts'
import { xargs } from '../xargs.ts'

const lines = [
  cat,
  comm,
  cut,
  expand,
  fold,
  grep,
  head,
  join,
  nl,
  paste,
  rev,
  sed,
  shuf,
  sort,
  split,
  tac,
  tail,
  tr,
  tsort,
  unexpand,
  uniq,
  wc,
]
const bytes = [base64, ...digestPrograms, hexdump, od, xxd]
const words = [echo, envsubst, expr, falseProgram, getopt, printf, seq, test, trueProgram, yes]
const starters = [awk, env, ionice, nice, nohup, setsid, stdbuf, tee, time, timeout, unbuffer, xargs]
const machine = [
  updateCertificates,
  arch,
  clear,
  curl,
  date,
  free,
  hostname,
  jq,
  kill,
  ldconfig,
  locale,
  nc,
  nproc,
  ping,
  printenv,
  ps,
  sleep,
  uname,
  uptime,
  wget,
  which,
]

/** Programs that work on text, run other programs, or ask the machine. */
export const textPrograms: readonly Program[] = [...lines, ...bytes, ...words, ...starters, ...machine]
