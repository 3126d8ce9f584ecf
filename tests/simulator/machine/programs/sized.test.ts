import { describe, expect, it } from 'vitest'
import { identityOf } from '../../../../simulator/filesystem/content.ts'
import { entryAt, type Tree } from '../../../../simulator/filesystem/tree.ts'
import { runIn } from './run.ts'

/*
 * Content of which only the size is known goes through programs that need no bytes, keeps its size and stays the same content; programs that
 * need bytes say so and fail. Every command starts with /w/big, 1000 such bytes.
 */

const files = 'big #1000'

function fileAt(tree: Tree, path: string): { readonly size: number; readonly identity: string } | undefined {
  const node = entryAt(tree, path)
  return node?.kind === 'file' ? { size: node.content.size, identity: identityOf(node.content) } : undefined
}

/** Checks that a file holds what /w/big held. */
function holdsBig(command: string, path: string): void {
  const before = fileAt(runIn(files, 'true').tree, 'w/big')
  expect(fileAt(runIn(files, command).tree, path)).toEqual(before)
}

const sizeAfter = (command: string, path: string): number | undefined => fileAt(runIn(files, command).tree, path)?.size

describe('sized content stays what it is', () => {
  it('when it is copied', () => holdsBig('cp big b', 'w/b'))
  it('when it is copied with all around it', () => holdsBig('mkdir d; cp big d; cp -a d e', 'w/e/big'))
  it('when it is moved', () => holdsBig('mv big b', 'w/b'))
  it('when it is moved to memory and back', () => holdsBig('mv big /dev/shm/b; mv /dev/shm/b b', 'w/b'))
  it('when it is installed', () => holdsBig('install -m 644 big b', 'w/b'))
  it('when it goes through dd', () => holdsBig('dd if=big of=b bs=64 status=none', 'w/b'))
  it('when it is cut and put together again', () =>
    holdsBig('dd if=big of=b bs=100 count=3 status=none; dd if=big bs=100 skip=3 status=none >> b', 'w/b'))
  it('when it is packed and unpacked', () => holdsBig('tar -cf x.tar big; rm big; tar -xf x.tar', 'w/big'))
  it('when it is packed, compressed and unpacked', () =>
    holdsBig('tar -czf x.tgz big; mkdir d; tar -xzf x.tgz -C d', 'w/d/big'))
  it('when it is compressed and decompressed', () => holdsBig('gzip big; gunzip big.gz', 'w/big'))
  it('when it is compressed through a pipe', () => holdsBig('gzip -c big | zcat > b', 'w/b'))
  it('when it is zipped and unzipped', () => holdsBig('zip -q x.zip big; rm big; unzip -q x.zip', 'w/big'))
})

describe('sizes', () => {
  it('are cut', () => expect(sizeAfter('truncate -s 10 big', 'w/big')).toBe(10))
  it('are filled up with zeros', () => expect(sizeAfter('truncate -s 2000 big', 'w/big')).toBe(2000))
  it('of archives are exact', () => expect(sizeAfter('tar -cf x.tar big', 'w/x.tar')).toBe(10240))
  it('of compressed files are estimates that are told', () => {
    const { machine, tree } = runIn(files, 'gzip -k big')
    expect(fileAt(tree, 'w/big.gz')?.size).toBe(450)
    expect(machine.notes).toEqual([
      { kind: 'modelled', message: 'The size of big.gz is an estimate of what gzip would make of it.' },
    ])
  })
  it('of random files are as asked', () =>
    expect(sizeAfter('dd if=/dev/urandom of=r bs=1M count=50 status=none', 'w/r')).toBe(50 << 20))
  it('of two random files are not the same content', () => {
    const { printed } = runIn(
      '',
      'for f in a b; do dd if=/dev/urandom of=$f bs=1M count=1 status=none; done; cmp -s a b; echo $?',
    )
    expect(printed).toBe('1\n')
  })
  it('are counted', () => expect(runIn(files, 'du -b big; stat -c %s big').printed).toBe('1000\tbig\n1000\n'))
})

describe('programs that need bytes', () => {
  it('do not pretend to know where files differ', () => {
    const { printed, machine } = runIn(files, 'echo x > small; cmp big small')
    expect(printed).toMatch(/^cmp: .*not simulated here/)
    expect(machine.notes[0]?.kind).toBe('not-simulated')
  })
  it('do not list an archive that is not known', () => {
    const { printed, machine } = runIn(files, 'tar -tf big')
    expect(printed).toMatch(/not simulated\nstatus 2\n$/)
    expect(machine.notes[0]?.kind).toBe('not-simulated')
  })
  it('do not decompress what is not known', () =>
    expect(runIn(files, 'zcat big').printed).toMatch(/not simulated\nstatus 1/))
  it('tell two sized files apart', () =>
    expect(runIn('a #10, b #10', 'diff a b').printed).toBe('Binary files a and b differ\nstatus 1\n'))
  it('know that a file is itself', () =>
    expect(runIn(files, 'cp big b; cmp big b && echo same').printed).toBe('same\n'))
})
