import { realContent } from '../../filesystem/content.ts'
import { bytesFrom } from './bytes.ts'
import { why } from './libc.ts'
import { openOperand, print, readAll, send, textOfContent } from './operands.ts'
import { readOptions } from './options.ts'
import { fail, program } from './program.ts'

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** `base64`: bytes as printable letters and back. Source: RFC 4648. */
export const base64 = program({
  names: ['base64'],
  summary: 'Writes bytes as letters, and back.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: 'diw:',
      long: { decode: 'd', 'ignore-garbage': 'i', wrap: 'w:' },
      gnuOnly: 'i',
    })
    const [name = '-'] = options.operands
    const opened = openOperand(process, name)
    if (opened.errno !== undefined)
      return fail(
        process,
        flavour === 'gnu'
          ? opened.errno === 'EISDIR'
            ? 'read error: Is a directory'
            : `${name}: ${why(process, opened.errno)}`
          : opened.errno === 'EISDIR'
            ? `read error: ${why(process, opened.errno)}`
            : `${name}: ${why(process, opened.errno)}`,
      )
    const text = textOfContent(process, readAll(process, opened.value), name)
    if (text === undefined) return 1
    process.machine.budget.spend(text.length >> 5)
    if (!options.has('d')) {
      const width = Number(options.value('w') ?? 76)
      const encoded = encode(text)
      const lines = width === 0 ? encoded : encoded.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n')
      print(process, width === 0 || lines === '' ? lines : `${lines}\n`)
      return 0
    }
    const cleaned = options.has('i') ? text.replace(/[^A-Za-z0-9+/=]/g, '') : text.replace(/\n/g, '')
    const valid = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{3}=?|[A-Za-z0-9+/]{2}(?:==)?)?/.exec(cleaned)?.[0] ?? ''
    const decoded = decode(valid.replace(/=+$/, ''))
    if (decoded !== '') send(process.output, realContent(bytesFrom(decoded)))
    const isWhole = valid.length === cleaned.length && (flavour === 'busybox' || valid.length % 4 === 0)
    return isWhole ? 0 : fail(process, flavour === 'gnu' ? 'invalid input' : 'truncated input')
  },
})

function encode(text: string): string {
  let encoded = ''
  for (let at = 0; at < text.length; at += 3) {
    const [a, b, c] = [text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)]
    const bits = (a << 16) | ((b || 0) << 8) | (c || 0)
    const signs = [18, 12, 6, 0].map((shift) => digits[(bits >> shift) & 63])
    const count = Math.min(3, text.length - at) + 1
    encoded += signs.slice(0, count).join('').padEnd(4, '=')
  }
  return encoded
}

function decode(text: string): string {
  let decoded = ''
  let bits = 0
  let count = 0
  for (const sign of text) {
    bits = ((bits << 6) | digits.indexOf(sign)) & 0xffffff
    count += 6
    if (count < 8) continue
    count -= 8
    decoded += String.fromCharCode((bits >> count) & 255)
  }
  return decoded
}
