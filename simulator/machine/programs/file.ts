import type { Content } from '../../filesystem/content.ts'
import type { Node } from '../../filesystem/tree.ts'
import { lstat, readFile, stat } from '../files.ts'
import type { Process } from '../process.ts'
import { byteText } from './bytes.ts'
import { why } from './libc.ts'
import { type OptionTable, readOptions } from './options.ts'
import { end, note, program } from './program.ts'

/** `file`: what kind of file something is. */
export const file = program({
  names: ['file'],
  summary: 'Tells what kinds of files there are.',
  exact: 'Texts, scripts, directories, links, archives, the most usual pictures.',
  modelled: 'Programs of which only the size is known are told as what such programs are.',
  missing: 'Most of the thousands of kinds that the real one knows, which it then tells as data.',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: 'bhiLzsknNF:f:0E',
      long: { brief: 'b', 'mime-type': 'mime', mime: 'i', dereference: 'L', 'no-dereference': 'h', separator: 'F:' },
      usage: '[-bchiLNnprsvz0] [--apple] [--mime-encoding] [--mime-type] <file> ...',
    }
    const options = readOptions(process, flavour, table)
    const { operands } = options
    if (operands.length === 0) {
      process.errors.write(`Usage: file ${table.usage}\n`)
      return end(1)
    }
    const width = Math.max(...operands.map((path) => path.length))
    for (const path of operands) {
      const kind = kindOf(process, path, options.has('L'))
      const text = options.has('mime')
        ? kind.mime
        : options.has('i')
          ? `${kind.mime}; charset=${kind.charset}`
          : kind.text
      const label = `${path}${options.value('F') ?? ':'}`
      process.output.write(options.has('b') ? `${text}\n` : `${label.padEnd(width + 1)} ${text}\n`)
    }
    return 0
  },
})

interface Kind {
  readonly text: string
  readonly mime: string
  readonly charset: string
}

const binary = (text: string, mime: string): Kind => ({ text, mime, charset: 'binary' })

function kindOf(process: Process, path: string, follows: boolean): Kind {
  const found = follows ? stat(process, path) : lstat(process, path)
  if (found.errno !== undefined)
    return binary(
      `cannot open \`${path}' (${why(process, found.errno)})`,
      `cannot open \`${path}' (${why(process, found.errno)})`,
    )
  const node = found.value
  if (node.kind !== 'file') return specialKind(process, path, node)
  const content = readFile(process, path)
  if (content.errno !== undefined) return binary('regular file, no read permission', 'inode/x-empty')
  return contentKind(process, path, content.value)
}

function specialKind(process: Process, path: string, node: Node): Kind {
  switch (node.kind) {
    case 'directory':
      return binary((node.mode & 0o1000) !== 0 ? 'sticky, directory' : 'directory', 'inode/directory')
    case 'symlink':
      return binary(
        `${stat(process, path).errno === undefined ? '' : 'broken '}symbolic link to ${node.target}`,
        'inode/symlink',
      )
    case 'character':
    case 'block':
      return binary(
        `${node.kind} special (${node.major}/${node.minor})`,
        node.kind === 'block' ? 'inode/blockdevice' : 'inode/chardevice',
      )
    default:
      return binary('fifo (named pipe)', 'inode/fifo')
  }
}

const magics: readonly (readonly [begin: string, text: string, mime: string])[] = [
  ['\x1f\x8b', 'gzip compressed data', 'application/gzip'],
  ['BZh', 'bzip2 compressed data', 'application/x-bzip2'],
  ['\xfd7zXZ', 'XZ compressed data', 'application/x-xz'],
  ['\x28\xb5\x2f\xfd', 'Zstandard compressed data', 'application/zstd'],
  ['PK\x03\x04', 'Zip archive data', 'application/zip'],
  ['\x7fELF', 'ELF 64-bit LSB executable, x86-64', 'application/x-executable'],
  ['%PDF-', 'PDF document', 'application/pdf'],
  ['GIF8', 'GIF image data', 'image/gif'],
  ['\xff\xd8\xff', 'JPEG image data', 'image/jpeg'],
  ['\xca\xfe\xba\xbe', 'compiled Java class data', 'application/x-java-applet'],
  ['\0asm', 'WebAssembly (wasm) binary module', 'application/wasm'],
]

function contentKind(process: Process, path: string, content: Content): Kind {
  if (content.size === 0) return { text: 'empty', mime: 'inode/x-empty', charset: 'binary' }
  if (content.kind === 'sized') {
    note(process, 'modelled', `What ${path} is was told from what it stands for: its bytes are not known here.`)
    if (content.program !== undefined)
      return binary('ELF 64-bit LSB executable, x86-64, dynamically linked, stripped', 'application/x-executable')
    return content.compressibility === 'text'
      ? { text: 'ASCII text', mime: 'text/plain', charset: 'us-ascii' }
      : binary('data', 'application/octet-stream')
  }
  const text = byteText(content.bytes.subarray(0, 65536))
  const magic = magics.find(([begin]) => text.startsWith(begin))
  if (magic !== undefined) return binary(magic[1], magic[2])
  if (text.slice(257, 262) === 'ustar')
    return binary(`POSIX tar archive${text[262] === ' ' ? ' (GNU)' : ''}`, 'application/x-tar')
  return textKind(text)
}

const interpreters: Readonly<Record<string, readonly [text: string, mime: string]>> = {
  sh: ['POSIX shell script', 'text/x-shellscript'],
  dash: ['POSIX shell script', 'text/x-shellscript'],
  bash: ['Bourne-Again shell script', 'text/x-shellscript'],
  python: ['Python script', 'text/x-script.python'],
  python3: ['Python script', 'text/x-script.python'],
  node: ['Node.js script executable', 'application/javascript'],
  perl: ['Perl script text executable', 'text/x-perl'],
  ruby: ['Ruby script', 'text/x-ruby'],
}

function textKind(text: string): Kind {
  const isUtf8 = !/[\x80-\xff]/.test(text) || isValidUtf8(text)
  if (/[\0-\x06\x0e-\x1a\x1c-\x1f\x7f]/.test(text) || !isUtf8) return binary('data', 'application/octet-stream')
  const charset = /[\x80-\xff]/.test(text) ? 'utf-8' : 'us-ascii'
  const encoding = charset === 'utf-8' ? 'Unicode text, UTF-8 text' : 'ASCII text'
  const ends = /\r\n/.test(text)
    ? ', with CRLF line terminators'
    : text.includes('\n')
      ? ''
      : ', with no line terminators'
  const first = /^#!\s*(\S+)(?:\s+(\S+))?/.exec(text)
  if (first !== null) {
    const path = first[1] ?? ''
    const name = path.endsWith('/env') ? (first[2] ?? '') : path.replace(/.*\//, '')
    const [label, mime] = interpreters[name] ?? [`a ${path} script`, 'text/plain']
    const isWhole = label.endsWith('executable')
    return { text: `${label}, ${encoding}${isWhole ? '' : ' executable'}${ends}`, mime, charset }
  }
  const [label, mime] = languageOf(text)
  return {
    text: `${label}${label === '' ? '' : ', '}${encoding}${ends}`.replace(/^JSON text data, .*/, 'JSON text data'),
    mime,
    charset,
  }
}

function languageOf(text: string): readonly [label: string, mime: string] {
  if (/^\s*<\?xml version="1\.0"/.test(text)) return ['XML 1.0 document', 'text/xml']
  if (/^\s*<(!doctype html|html)/i.test(text)) return ['HTML document', 'text/html']
  if (/^\s*[[{]/.test(text) && isJson(text)) return ['JSON text data', 'application/json']
  if (/^(import|from) [\w.]+.*\n[\s\S]*^(def|class) /m.test(text)) return ['Python script', 'text/x-script.python']
  return /^#include|^int main\(/m.test(text) ? ['C source', 'text/x-c'] : ['', 'text/plain']
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function isValidUtf8(text: string): boolean {
  return /^(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})*(?:[\xc2-\xf4][\x80-\xbf]{0,2})?$/.test(
    text,
  )
}
