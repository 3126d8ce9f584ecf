import { describe, expect, it } from 'vitest'
import { runIn } from './run.ts'

/* What is nested thousands of times, calls itself or asks for all of the memory comes to an end as a failed or finished process; nothing is thrown. */

const times = 4000
const many = (text: string, count = times): string => text.repeat(count)
const nested = (open: string, inner: string, close: string): string => many(open) + inner + many(close)

const commands: Readonly<Record<string, string>> = {
  'brackets in awk': `awk 'BEGIN { print ${nested('(', '1', ')')} }'`,
  'signs in awk': `awk 'BEGIN { print ${many('- ')}1 }'`,
  'blocks in awk': `awk 'BEGIN ${nested('{', '', '}')}'`,
  'conditions in awk': `awk 'BEGIN { print ${many('1 ? 1 : ')}1 }'`,
  'sums in awk': `awk 'BEGIN { print 1${many(' + 1')} }'`,
  'a function of awk that calls itself': `awk 'function f(n) { return f(n + 1) } BEGIN { f(0) }'`,
  'groups in a pattern of awk': `echo a | awk '/${nested('(', 'a', ')')}/'`,
  'blocks in sed': `echo a | sed '${nested('{', 'p', '}')}'`,
  'groups in sed': `echo a | sed -E 's/${nested('(', 'a', ')')}/b/'`,
  'stars in grep': `echo a | grep -E 'a${many('*')}'`,
  'brackets in expr': `expr ${nested('\\( ', '1', ' \\)')}`,
  'sums in expr': `expr 1${many(' + 1')}`,
  'brackets in find': `find . ${nested('\\( ', '-name a', ' \\)')}`,
  'alternatives in find': `find . -name a${many(' -o -name a')}`,
  'brackets in test': `env test ${nested('\\( ', 'a', ' \\)')}`,
  'noes in test': `test ${many('! ')}a`,
  'substitutions in the shell': `echo ${nested('$(echo ', '1', ')')}`,
  subshells: nested('( ', 'echo 1', ' )'),
  'parameters in the shell': `echo ${nested(`\${a:-`, '1', '}')}`,
  arithmetic: `echo $((${nested('(', '1', ')')}))`,
  'conditions in the shell': nested('if true; then ', 'echo 1', '; fi'),
  'conditions of bash': `bash -c '[[ ${nested('( ', 'a', ' )')} ]]'`,
  'braces of bash': `bash -c 'echo ${nested('{a,', 'b', '}')}'`,
  'a function that calls itself': 'f() { f; }; f',
  'a function that evaluates itself': 'f() { eval f; }; f',
  'a script that starts itself': "printf '#!/bin/sh\\n./s\\n' > s; chmod +x s; ./s",
  'programs that start programs': `${many('env ', 1000)}echo`,
  'directories in directories': `i=0; while [ $i -lt 300 ]; do mkdir ${'a'.repeat(9)}; cd ${'a'.repeat(9)}; i=$((i+1)); done; cd /w; find . | wc -l; rm -r a*`,
  'a longer path than there can be': `mkdir -p ${many('a/', 3000)}`,
  'a wide field': "printf '%1000000000d' 1 | wc -c",
  'a wide field in awk': `awk 'BEGIN { printf "%1000000000s", 1 }' | wc -c`,
  'a text that doubles in awk': `awk 'BEGIN { s = "a"; while (1) s = s s }'`,
  'a text that doubles in sed': `echo a | sed ':a;G;H;ba'`,
  'a text that doubles in the shell': 's=a; while :; do s=$s$s; done',
  'wide tabs': "printf '\\t\\t' | expand -t 1000000000 | wc -c",
  'long repeats': "tr '[a*100000000]' b < /dev/null",
}

describe('an end, without a throw, has', () => {
  it.each(Object.entries(commands))('%s', { timeout: 20_000 }, (_, command) =>
    expect(typeof runIn('', command).printed).toBe('string'),
  )
})

describe('it ends', () => {
  it('by a segmentation fault where the stack is used up', () =>
    expect(runIn('', `awk 'BEGIN { print ${nested('(', '1', ')').repeat(5)} }'`).printed).toMatch(
      /Segmentation fault|syntax error|^1/,
    ))
  it('killed where the memory is used up', () =>
    expect(runIn('', `awk 'BEGIN { s = "a"; while (1) s = s s }'`).printed).toContain('status 137'))
  it('with the kernel’s words for a path that is too long', () =>
    expect(runIn('', `mkdir ${many('a/', 3000)}`).printed).toContain('File name too long'))
  it('where a script starts itself', () => expect(runIn('', "printf './s\\n' > s; sh ./s").printed).not.toBe(''))
})
