import { textOf } from '../../../values/bytes.ts'
import { exists, readFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { builtIdentity, type SourceFile } from '../built.ts'
import { complain, notSimulated, say, tool, work } from '../console.ts'
import { placeFile, sized } from '../placing.ts'

/** `gcc` and what it is also called: makes programs of C sources. */
export const gcc = tool({
  names: ['gcc', 'cc', 'g++', 'c++'],
  summary: 'Compiles C and C++.',
  exact: 'Sources and the headers of the C library that must be there, the output’s name, static or linked.',
  modelled: 'Sizes: 16 kB linked, 800 kB static.',
  missing: 'Compiling: sources are not checked; other headers and libraries.',
  run: (process) => {
    const words = process.arguments.slice(1)
    if (words.includes('--version') || words.includes('-v')) {
      say(process, 'gcc (GCC) 12.2.0')
      return 0
    }
    if (words.includes('-dumpmachine')) {
      say(process, exists(process, '/lib/ld-musl-x86_64.so.1') ? 'x86_64-alpine-linux-musl' : 'x86_64-linux-gnu')
      return 0
    }
    return compile(process, words)
  },
})

function compile(process: Process, words: readonly string[]): number {
  const name = (process.arguments[0] ?? 'gcc').split('/').at(-1) ?? 'gcc'
  const operands = words.filter((word, at) => !word.startsWith('-') && words[at - 1] !== '-o' && words[at - 1] !== '-I')
  const sources: SourceFile[] = []
  for (const path of operands) {
    const content = readFile(process, path)
    if (content.errno !== undefined) {
      complain(
        process,
        `${name}: error: ${path}: No such file or directory`,
        `${name}: fatal error: no input files`,
        'compilation terminated.',
      )
      return 1
    }
    sources.push([path, content.value])
  }
  if (sources.length === 0) {
    complain(process, `${name}: fatal error: no input files`, 'compilation terminated.')
    return 1
  }
  const missing = missingHeader(process, sources)
  if (missing !== undefined) {
    complain(
      process,
      `${missing.file}:1:10: fatal error: ${missing.header}: No such file or directory`,
      'compilation terminated.',
    )
    return 1
  }
  const isObject = words.includes('-c')
  const output = words[words.indexOf('-o') + 1]
  const path =
    words.includes('-o') && output !== undefined
      ? output
      : isObject
        ? (operands[0] ?? 'a').replace(/\.\w+$/, '.o')
        : 'a.out'
  const isStatic = words.includes('-static')
  const libc = exists(process, '/lib/ld-musl-x86_64.so.1') ? 'musl' : 'glibc'
  const identity = builtIdentity(
    `c ${path} linux/${process.machine.architecture} ${isStatic ? 'static' : `dynamic ${libc}`}`,
    sources,
  )
  const size = isObject ? 2_000 : isStatic ? 800_000 : 16_000
  const stand = { identity, size, kind: 'binary', source: 'estimate: a small C program' } as const
  placeFile(
    process,
    path.startsWith('/') ? path : `${process.directory === '/' ? '' : process.directory}/${path}`,
    sized(isObject ? stand : { ...stand, program: 'compiled' }),
    isObject ? 0o644 : 0o755,
  )
  work(process, 400 * sources.length)
  return 0
}

/** The first header of the C library that is included and not installed. */
function missingHeader(
  process: Process,
  sources: readonly SourceFile[],
): { readonly file: string; readonly header: string } | undefined {
  const hasHeaders = exists(process, '/usr/include/stdio.h') || exists(process, '/usr/share/doc/libc6-dev/.other-files')
  if (hasHeaders) return undefined
  for (const [file, content] of sources) {
    const header = content.kind === 'real' ? /#include\s*<([^>]+)>/.exec(textOf(content.bytes))?.[1] : undefined
    if (header !== undefined) return { file, header }
  }
  return undefined
}

/** Tools that come with compilers and only tell their version here. */
export const binutils = tool({
  names: ['strip'],
  summary: 'Takes symbols out of programs.',
  modelled: 'A program keeps two thirds of its bytes.',
  run: (process) => {
    for (const path of process.arguments.slice(1).filter((word) => !word.startsWith('-'))) {
      const content = readFile(process, path)
      if (content.errno !== undefined) {
        complain(process, `strip: '${path}': No such file`)
        return 1
      }
      if (content.value.kind !== 'sized') return notSimulated(process, `stripping ${path}`)
      if (content.value.identity.includes(' stripped')) continue
      placeFile(
        process,
        path,
        {
          ...content.value,
          size: Math.floor((content.value.size * 2) / 3),
          identity: content.value.identity.replace(/ (static|dynamic \w+)/, ' $1 stripped'),
        },
        0o755,
      )
    }
    return 0
  },
})
