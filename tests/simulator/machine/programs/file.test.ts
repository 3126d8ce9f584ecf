import { describe, expect, it } from 'vitest'
import { runIn } from './run.ts'

/* What file 5.44 says of files, each made by a command. */

const kindAfter = (command: string, path = 'f'): string => runIn('', `${command}; file -b ${path}`).printed.trimEnd()

describe('file', () => {
  it('knows a text', () => expect(kindAfter('echo hello > f')).toBe('ASCII text'))
  it('knows a text that ends without a newline', () =>
    expect(kindAfter('printf x > f')).toBe('ASCII text, with no line terminators'))
  it('knows the line ends of Windows', () =>
    expect(kindAfter("printf 'a\\r\\nb\\r\\n' > f")).toBe('ASCII text, with CRLF line terminators'))
  it('knows UTF-8', () => expect(kindAfter("printf 'h\\303\\251\\n' > f")).toBe('Unicode text, UTF-8 text'))
  it('knows scripts by their first line', () =>
    expect(kindAfter("printf '#!/bin/sh\\necho\\n' > f")).toBe('POSIX shell script, ASCII text executable'))
  it('knows scripts that env starts', () =>
    expect(kindAfter("printf '#!/usr/bin/env node\\n' > f")).toBe('Node.js script executable, ASCII text'))
  it('knows JSON', () => expect(kindAfter('printf \'{"a":1}\\n\' > f')).toBe('JSON text data'))
  it('knows XML', () =>
    expect(kindAfter('printf \'<?xml version="1.0"?>\\n<a/>\\n\' > f')).toBe('XML 1.0 document, ASCII text'))
  it('knows an archive', () => expect(kindAfter('echo > a; tar -cf f a')).toBe('POSIX tar archive (GNU)'))
  it('knows what is empty', () => expect(kindAfter(': > f')).toBe('empty'))
  it('knows other bytes as data', () => expect(kindAfter("printf '\\000\\001' > f")).toBe('data'))
  it('knows a directory', () => expect(kindAfter('mkdir f')).toBe('directory'))
  it('knows where links lead', () => expect(kindAfter(': > a; ln -s a f')).toBe('symbolic link to a'))
  it('knows that a link is broken', () => expect(kindAfter('ln -s a f')).toBe('broken symbolic link to a'))
  it('knows devices', () => expect(kindAfter(':', '/dev/null')).toBe('character special (1/3)'))
  it('says what is not there', () => expect(kindAfter(':')).toBe("cannot open `f' (No such file or directory)"))
  it('puts what it says in a column', () =>
    expect(runIn('a x\\n, long x\\n', 'file a long').printed).toBe('a:    ASCII text\nlong: ASCII text\n'))
  it('tells types for mail', () =>
    expect(runIn('a x\\n', 'file -i a').printed).toBe('a: text/plain; charset=us-ascii\n'))
})
