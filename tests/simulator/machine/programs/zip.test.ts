import { describe, expect, it } from 'vitest'
import { runIn } from './run.ts'

/* Info-ZIP's words, as zip 3.0 and unzip 6.00 print them. Commands start with /w/d/a (`1`), /w/b (100 lines `hello`). */

const files = `d/a 1\\n, b ${'hello\\n'.repeat(100)}`
const printed = (command: string): string => runIn(files, command).printed

describe('zip', () => {
  it('tells what it adds and how much smaller it got', () =>
    expect(printed('zip x b')).toBe('  adding: b (deflated 98%)\n'))
  it('goes into directories when told', () =>
    expect(printed('zip -r x.zip d')).toBe('  adding: d/ (stored 0%)\n  adding: d/a (stored 0%)\n'))
  it('updates what is there', () =>
    expect(printed('zip -q x.zip b; zip x.zip b d/a')).toBe('updating: b (deflated 98%)\n  adding: d/a (stored 0%)\n'))
  it('leaves directories off when told', () => expect(printed('zip -j x.zip d/a')).toBe('  adding: a (stored 0%)\n'))
  it('has nothing to do for a file that is not there', () =>
    expect(printed('zip x.zip nope')).toBe(
      '\tzip warning: name not matched: nope\n\nzip error: Nothing to do! (x.zip)\nstatus 12\n',
    ))
  it('leaves out what is excluded', () =>
    expect(printed("zip -r x.zip . -x '*.zip' 'd*'")).toBe('  adding: b (deflated 98%)\n'))
})

describe('unzip', () => {
  const zipped = 'zip -qr x.zip d b; rm -r d b; '
  it('tells what it makes', () =>
    expect(printed(`${zipped}unzip x.zip`)).toBe(
      `Archive:  x.zip\n   creating: d/\n extracting: d/a                     \n  inflating: b                       \n`,
    ))
  it('gives the content back', () => expect(printed(`${zipped}unzip -q x.zip; cat d/a`)).toBe('1\n'))
  it('gives mode and time back, two seconds fine', () =>
    expect(
      printed("chmod 751 b; touch -d '2020-01-02 03:04:06' b; zip -q x.zip b; rm b; unzip -q x.zip; stat -c '%a %Y' b"),
    ).toBe('751 1577934246\n'))
  it('keeps links that were kept', () =>
    expect(printed('ln -s b l; zip -qy x.zip l; rm l; unzip -q x.zip; readlink l')).toBe('b\n'))
  it('takes one file to standard output', () => expect(printed(`${zipped}unzip -p x.zip d/a`)).toBe('1\n'))
  it('takes what is asked for, into a directory', () =>
    expect(printed(`${zipped}unzip -q x.zip b -d o; ls o`)).toBe('b\n'))
  it('lists', () =>
    expect(printed("touch -d '2020-01-02 03:04:06' b; zip -q x.zip b; unzip -l x.zip")).toBe(
      `Archive:  x.zip\n  Length      Date    Time    Name\n---------  ---------- -----   ----\n      600  2020-01-02 03:04   b\n---------                     -------\n      600                     1 file\n`,
    ))
  it('does not find what is not there', () =>
    expect(printed(`${zipped}unzip x.zip nope`)).toBe(
      'Archive:  x.zip\ncaution: filename not matched:  nope\nstatus 11\n',
    ))
  it('says where it looked', () =>
    expect(printed('unzip nope')).toBe('unzip:  cannot find or open nope, nope.zip or nope.ZIP.\nstatus 9\n'))
  it('knows what is no archive', () =>
    expect(printed('unzip b')).toMatch(/End-of-central-directory signature not found.*\n[\s\S]*status 9/))
  it('replaces only when told', () => {
    expect(printed('zip -q x.zip b; unzip x.zip')).toMatch(/EOF or read error.*\nstatus 1\n$/)
    expect(printed('zip -q x.zip b; unzip -qo x.zip; ls b')).toBe('b\n')
  })
})
