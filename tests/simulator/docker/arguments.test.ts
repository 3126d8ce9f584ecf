import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hostWith, typed } from './notation.ts'

const quote = readFileSync('content/fixtures/hello-py/hello_quote.py', 'utf8')
const image = (script: string) =>
  hostWith({
    'q.py': script,
    Dockerfile: 'FROM python:3.13-alpine\nCOPY q.py /app/\nENTRYPOINT ["python", "/app/q.py"]\nCMD ["--help"]\n',
  })

/** What a script prints for words after the image's name, and its status where that is not 0. */
const prints = (script: string, words: string): string =>
  typed(image(script), 'docker build -q -t q .', `docker run --rm q ${words}`).text.split(/\$ docker run.*\n/)[1] ?? ''

// As a Python 3.13 prints it.
describe('a Python script with arguments', () => {
  it('prints its help', () =>
    expect(prints(quote, '')).toBe(`usage: q.py [-h] [--weight WEIGHT] [--to {DE,PT,US}]

Price of a parcel

options:
  -h, --help       show this help message and exit
  --weight WEIGHT  kilograms
  --to {DE,PT,US}  country code
`))
  it('reads its options', () => {
    expect(prints(quote, '--weight 2 --to DE')).toBe('10.20 EUR\n')
    expect(prints(quote, '--weight=3')).toBe('12.60 EUR\n')
  })
  it('refuses what it does not know', () => {
    const usage = 'usage: q.py [-h] [--weight WEIGHT] [--to {DE,PT,US}]\n'
    expect(prints(quote, '--to XX')).toBe(
      `${usage}q.py: error: argument --to: invalid choice: 'XX' (choose from 'DE', 'PT', 'US')\n[2]\n`,
    )
    expect(prints(quote, '--weight many')).toBe(
      `${usage}q.py: error: argument --weight: invalid float value: 'many'\n[2]\n`,
    )
    expect(prints(quote, 'more')).toBe(`${usage}q.py: error: unrecognized arguments: more\n[2]\n`)
  })
  it('takes positional ones, with blanks in them', () => {
    const script =
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("name", help="who")\na = p.parse_args()\nprint("hello " + a.name)\n'
    expect(prints(script, "'a b'")).toBe('hello a b\n')
    expect(prints(script, '--help')).toBe(
      'usage: q.py [-h] name\n\npositional arguments:\n  name        who\n\noptions:\n  -h, --help  show this help message and exit\n',
    )
  })
  it('reads sys.argv', () => expect(prints('import sys\nprint(sys.argv[1], len(sys.argv))\n', 'x y')).toBe('x 3\n'))
})
