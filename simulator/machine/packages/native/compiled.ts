import { exists, readFile } from '../../files.ts'
import { findProgram } from '../../run.ts'
import { complain, notSimulated, tool } from '../console.ts'

/** Where the loader of each C library lies; a program that is linked to it does not start without. */
const loaders: Readonly<Record<string, string>> = {
  glibc: '/lib64/ld-linux-x86-64.so.2',
  musl: '/lib/ld-musl-x86_64.so.1',
}

/** A program that was built in this image or an earlier one: what it does is not computed, whether it could start is. */
export const compiled = tool({
  names: ['compiled'],
  summary: 'A program that a compiler made.',
  exact: 'Whether its loader is there and its processor is this one.',
  missing: 'What it does.',
  run: (process) => {
    const name = process.arguments[0] ?? ''
    const path = findProgram(process, name).value ?? name
    const content = readFile(process, path).value
    const identity = content?.kind === 'sized' ? content.identity : ''
    const libc = / dynamic (glibc|musl)/.exec(identity)?.[1]
    const loader = loaders[libc ?? '']
    if (loader !== undefined && !exists(process, loader)) {
      complain(process, `${name}: not found`)
      process.machine.note({
        kind: 'modelled',
        message: `${name} is linked to ${libc} and asks for its loader ${loader}, which is not in this image. The message is about the loader, not the program.`,
      })
      return 127
    }
    const architecture = / linux\/(\w+)/.exec(identity)?.[1]
    if (architecture !== undefined && architecture !== process.machine.architecture) {
      complain(process, `${name}: Exec format error`)
      return 126
    }
    return notSimulated(process, `running ${name}`)
  },
})
