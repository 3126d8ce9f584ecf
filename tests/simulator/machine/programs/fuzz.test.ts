import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { expect, it } from 'vitest'
import { filePrograms } from '../../../../simulator/machine/programs/families/files.ts'
import { runIn } from './run.ts'

/* Whatever a program about files is told, it comes to an end and does not break. FUZZ_RUNS says how many command lines are tried. */

const numRuns = Number(process.env.FUZZ_RUNS ?? 300)
const names = filePrograms.flatMap((program) => program.names)
const options =
  '-a -b -c -d -f -h -i -k -l -m -n -o -p -q -r -s -t -u -v -x -z -A -C -D -H -L -N -P -R -S -T -U -1 -9 - -- --help --version'
const words =
  'a b d d/a l nope . .. / /w /tmp /etc/passwd ../w 755 u+x 0 1 12:34 root root:root 1K 1M if=a of=b bs=1 count=1 -exec echo {} ; + -name * -type f -o ! ( ) -print -printf %p\\n -maxdepth {}'

const word = oneof(constantFrom(...options.split(' ')), constantFrom(...words.split(' ')), string({ maxLength: 6 }))

function quoteWord(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", "'\\''")}'`
}

it('takes any words', () => {
  const command = property(constantFrom(...names), array(word, { maxLength: 6 }), (name, given) => {
    const { printed } = runIn('a one\\n, d/a two\\n, l -> a, big #1000, x/', [name, ...given].map(quoteWord).join(' '))
    expect(typeof printed).toBe('string')
  })
  assert(command, { numRuns, seed: 1 })
})
