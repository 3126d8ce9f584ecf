import type { FileNode } from '../../../filesystem/tree.ts'
import { list, lstat, readFile, stat } from '../../files.ts'
import type { Process } from '../../process.ts'
import { complain, say, tellModel, tool } from '../console.ts'

/** How an executable is linked, as far as it is known. */
type Linking = 'script' | 'static' | 'glibc' | 'musl'

/** What is known of the linking of a file: programs built here remember it; those of packages are taken to need the C library of the image. */
function linkingOf(process: Process, file: FileNode, isMusl: boolean): Linking {
  const { content } = file
  if (content.kind === 'real') return 'script'
  if (/ static\b/.test(content.identity)) return 'static'
  const own = / dynamic (glibc|musl)/.exec(content.identity)?.[1]
  if (own === 'glibc' || own === 'musl') return own
  if (content.program === 'go') return 'static'
  process.machine.budget.spend(1)
  return content.compressibility === 'text' ? 'script' : isMusl ? 'musl' : 'glibc'
}

function hasMusl(process: Process): boolean {
  return stat(process, '/lib/ld-musl-x86_64.so.1').errno === undefined
}

/** `ldd`: which shared libraries a program needs. */
export const ldd = tool({
  names: ['ldd'],
  summary: 'Prints the shared libraries that a program needs.',
  exact: 'Whether a program that was built here is linked statically, and to which C library it is linked otherwise.',
  modelled:
    'Programs of packages are taken to need the C library of the image and nothing else; the addresses are invented.',
  missing: 'Other libraries than the C library.',
  run: (process) => {
    const words = process.arguments.slice(1).filter((word) => !word.startsWith('-'))
    if (words.length === 0) {
      complain(process, 'ldd: missing file arguments', "Try `ldd --help' for more information.")
      return 1
    }
    const isMusl = hasMusl(process)
    let status = 0
    for (const word of words) {
      if (words.length > 1) say(process, `${word}:`)
      if (!tell(process, word, isMusl)) status = 1
    }
    return status
  },
})

function tell(process: Process, word: string, isMusl: boolean): boolean {
  const node = stat(process, word).value
  if (node?.kind !== 'file') {
    complain(process, node === undefined ? `ldd: ${word}: No such file or directory` : `ldd: ${word}: not regular file`)
    return false
  }
  const linking = linkingOf(process, node, isMusl)
  if (linking === 'script' || linking === 'static') {
    if (isMusl) complain(process, `/lib/ld-musl-x86_64.so.1: ${word}: Not a valid dynamic program`)
    else say(process, '\tnot a dynamic executable')
    return false
  }
  tellModel(process, 'ldd: programs of packages are taken to need the C library and nothing else.')
  if (linking === 'musl')
    say(
      process,
      '\t/lib/ld-musl-x86_64.so.1 (0x7f0000000000)',
      '\tlibc.musl-x86_64.so.1 => /lib/ld-musl-x86_64.so.1 (0x7f0000000000)',
    )
  else if (isMusl) {
    complain(process, `Error loading shared library libc.so.6: No such file or directory (needed by ${word})`)
    return false
  } else
    say(
      process,
      '\tlinux-vdso.so.1 (0x00007ffc00000000)',
      '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f0000000000)',
      '\t/lib64/ld-linux-x86-64.so.2 (0x00007f0000200000)',
    )
  return true
}

/** `scanelf`: which shared libraries programs need, in the form that Dockerfiles of Alpine ask for. */
export const scanelf = tool({
  names: ['scanelf'],
  summary: 'Prints the shared libraries that programs need.',
  exact: 'Which files are programs, and the forms %n, %p, %F and %n#p.',
  modelled: 'Programs of packages are taken to need the C library of the image and nothing else.',
  missing: 'All other questions (-e, -t, -y and the like) and other libraries.',
  run: (process) => {
    const words = process.arguments.slice(1)
    const at = words.findIndex((word) => word === '--format' || word === '-F')
    const form = at === -1 ? '%n %F' : (words[at + 1] ?? '')
    const paths = words.filter((word, index) => !word.startsWith('-') && index !== at + 1)
    const isDeep = words.some((word) => word === '--recursive' || /^-[a-z]*R/.test(word))
    for (const path of paths) visit(process, path, form, isDeep)
    return 0
  },
})

function visit(process: Process, path: string, form: string, isDeep: boolean): void {
  process.machine.budget.spend(2)
  const node = lstat(process, path).value
  if (node?.kind === 'directory' && isDeep)
    for (const name of list(process, path).value ?? []) visit(process, `${path}/${name}`, form, isDeep)
  if (node?.kind !== 'file' || ((node.mode & 0o111) === 0 && !/\.so(\.|$)/.test(path))) return
  if (readFile(process, path).errno !== undefined) return
  const linking = linkingOf(process, node, true)
  if (linking === 'script' || linking === 'static') return
  const needed = linking === 'musl' ? 'libc.musl-x86_64.so.1' : 'libc.so.6'
  // The modifier `#p` keeps the name without its path.
  say(process, form.replace(/%n(#p)?/, needed).replace(/%[Fp]/, path))
}
